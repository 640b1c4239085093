import { expect, test } from 'vitest'
import type { Portable } from '../../../src/platform/protocol.js'
import { simulateJson } from '../simulate-json.js'
import { copySite } from '../site.js'

/** One call as it has to be recorded: what made it, what it was given, how it ended. */
type Call = [call: string, args: unknown[], outcome?: 'resolved' | 'rejected']

interface Example {
  effects: Call[]
  returned: unknown
  /** Codes of the warnings; none where it is absent. */
  warnings?: string[]
  fires?: string[]
}

const points = 'https://api.example.com/points/ann'
const log = 'https://api.example.com/log'
const down = 'https://api.example.com/down'
const elsewhere = 'https://elsewhere.example.com/'
const noElevation = (module: string, ...methods: string[]) =>
  methods.map((method) => `needs-elevation:${module}.${method}`)

const examples: Record<string, Example> = {
  'wix-data': {
    effects: [
      ['wix-data query.find', ['Points', { filter: { memberId: 'ann' } }]],
      ['wix-data update', ['Points', { _id: 'p1', points: 11 }]],
      ['wix-data save', ['Points', { _id: 'p3' }]],
      ['wix-data bulkInsert', ['Points', [{ memberId: 'eve' }]]],
      ['wix-data remove', ['Points', 'p2']],
      ['wix-data query.count', ['Points', {}]],
      ['wix-data query.distinct', ['Points', { distinct: 'memberId' }]],
      ['wix-data aggregate.run', ['Points', { group: ['memberId'], total: { sum: 'points' } }]],
      ['wix-data query.find', ['Members/Badges', { sort: [{ _id: 'asc' }] }]],
    ],
    returned: {
      count: 3,
      members: ['ann', 'eve'],
      sums: [
        { _id: 'ann', total: 12 },
        { _id: 'eve', total: 2 },
      ],
      badges: ['Gold', 'Hero'],
    },
  },
  'wix-data.v2': {
    effects: [
      ['wix-data.v2 items.insertDataItem', ['Points', { dataItem: { data: { _id: 'p4' } } }]],
      ['wix-data.v2 items.getDataItem', ['Points', 'p4', {}]],
      ['wix-data.v2 items.query.find', ['Points', { filter: { memberId: 'ann' } }]],
    ],
    returned: { points: 4, found: 2 },
    warnings: noElevation(
      'wix-data.v2',
      'items.insertDataItem',
      'items.getDataItem',
      'items.query.find',
    ),
  },
  'wix-data-sdk': {
    effects: [
      ['@wix/data items.insert', ['Points', { _id: 'p5' }]],
      ['@wix/data items.query.find', ['Points', { filter: { points: { $gte: 5 } } }]],
      ['@wix/data items.get', ['Points', 'p0']],
    ],
    returned: { total: 3, missing: null },
  },
  'wix-members-backend': {
    effects: [
      ['wix-members-backend members.getMember', ['ann', { fieldsets: ['FULL'] }]],
      ['wix-members-backend badges.listMemberBadges', [['ann']]],
      ['wix-members-backend badges.assignMembers', ['gold', ['ann']]],
      ['wix-members-backend authorization.assignRole', ['writer', 'ann', { suppressAuth: true }]],
      ['wix-members-backend currentMember.getMember', [], 'rejected'],
    ],
    returned: {
      email: 'ann@example.com',
      mine: [{ memberId: 'ann', badgeIds: ['hero'] }],
      nobody: 'string',
    },
    warnings: [
      ...noElevation(
        'wix-members-backend',
        'members.getMember',
        'badges.listMemberBadges',
        'badges.assignMembers',
      ),
      'no-current-member',
    ],
    fires: ['assigned'],
  },
  'wix-members.v2': {
    effects: [
      ['wix-members.v2 members.getMember', ['ann', { fieldsets: ['FULL'] }]],
      ['wix-members.v2 badges.getBadge', ['hero']],
      ['wix-members.v2 badges.listMembersByBadge', ['hero']],
      ['wix-members.v2 badges.unassignBadge', ['gold', ['bob']]],
    ],
    returned: { email: 'ann@example.com', title: 'Hero', holders: ['ann'] },
    fires: ['unassigned'],
  },
  'wix-users-backend': {
    effects: [
      ['wix-users-backend getUser', ['ann']],
      ['wix-users-backend badges.listMemberBadges', [['ann']]],
    ],
    returned: { email: 'ann@example.com', badges: [{ memberId: 'ann', badgeIds: ['hero'] }] },
  },
  'wix-members-sdk': {
    effects: [
      ['@wix/members members.getMember', ['ann', { fieldsets: ['FULL'] }]],
      ['@wix/members badgesV2.getBadge', ['hero']],
      ['@wix/members badges.getBadge', ['gold']],
    ],
    returned: { email: 'ann@example.com', title: 'Hero', other: 'Gold' },
  },
  'wix-crm-backend': {
    effects: [
      ['wix-crm-backend contacts.getContact', ['contact-eve', { suppressAuth: true }]],
      ['wix-crm-backend contacts.appendOrCreateContact', [{ emails: [{}] }]],
      ['wix-crm-backend contacts.queryContacts', [{ filter: { 'primaryInfo.email': {} } }]],
      [
        'wix-crm-backend triggeredEmails.emailMember',
        ['BadgeMail', 'ann', { variables: { badge: 'hero' } }],
      ],
      ['wix-crm-backend triggeredEmails.emailContact', ['WelcomeMail', expect.any(String)]],
      ['wix-crm-backend notifications.notify', ['A badge', ['Dashboard']]],
      ['wix-crm-backend tasks.createTask', [{ title: 'Congratulate' }]],
    ],
    returned: { eve: 'Eve', found: 1, task: 'string' },
  },
  'wix-crm.v2': {
    effects: [['wix-crm.v2 contacts.getContact', ['contact-eve']]],
    returned: { email: 'eve@example.com' },
  },
  'wix-crm-sdk': {
    effects: [
      ['@wix/crm contacts.getContact', ['contact-eve']],
      ['@wix/crm submittedContact.appendOrCreateContact', [{ emails: { items: [{}] } }]],
    ],
    returned: { email: 'eve@example.com' },
  },
  secrets: {
    effects: [
      ['wix-secrets-backend getSecret', ['API_KEY']],
      ['wix-secrets-backend.v2 secrets.getSecretValue', ['API_KEY']],
      ['@wix/secrets secrets.getSecretValue', ['API_KEY']],
    ],
    returned: { same: true, length: 15 },
  },
  fetch: {
    effects: [
      ['wix-fetch getJSON', [points, { method: 'GET' }]],
      ['wix-fetch fetch', [log, { method: 'POST', body: '{}' }]],
      ['wix-fetch fetch', [down, { method: 'GET' }], 'rejected'],
      ['fetch fetch', [elsewhere, { method: 'GET' }]],
    ],
    returned: {
      points: 7,
      status: 201,
      id: 'log-1',
      down: `The request to ${down} failed: no network`,
      other: true,
    },
    warnings: ['global-fetch'],
  },
  'small-modules': {
    effects: [
      ['wix-cache-backend cache.invalidateCache', [[{ tag: 'badges' }]]],
      ['wix-events-backend wixEvents.createEvent', [{ title: 'Party' }]],
      ['wix-loyalty.v2 accounts.getAccountBySecondaryId', [{ memberId: 'ann' }]],
      ['wix-loyalty.v2 accounts.earnPoints', [expect.any(String), { amount: 5 }]],
      ['wix-media-backend mediaManager.upload', ['/badges', '[Buffer 1 bytes]', 'gold.png']],
      ['wix-notifications.v2 notifications.notify', ['A badge', ['Dashboard']]],
      ['wix-realtime-backend publish', [{ name: 'badges' }, { who: 'ann' }]],
      ['wix-site-backend generalInfo.getLanguage', []],
    ],
    // `wix-http-functions`, `wix-router` and `wix-web-module` answer too, and are not recorded.
    returned: {
      doubled: 42,
      party: 'Party',
      file: 'gold.png',
      ok: 200,
      page: 404,
      language: 'en',
    },
  },
  'unknown-modules': {
    effects: [
      ['wix-weather-backend forecast', ['Oslo']],
      ['wix-weather-backend stations.nearest', ['Oslo']],
      ['wix-rockets-backend rockets.launch', ['now']],
    ],
    returned: {
      forecast: { city: 'Oslo', sky: 'clear' },
      station: 'station of Oslo',
      launched: true,
    },
    warnings: ['no-double:wix-rockets-backend.rockets.launch'],
  },
}

test.each(Object.entries(examples))(
  'a handler that uses %s passes and shows each call',
  async (file, { effects, returned, warnings = [], fires = [] }) => {
    const site = copySite('platform/modules', { '.env.local': 'API_KEY=key-of-the-shop\n' })
    const { exitCode, result } = await simulateJson(
      [
        'assigned',
        ...['-s', 'data.memberId=ann', '-s', 'metadata.entityId=hero'],
        ...['--handler', `src/backend/${file}.js`],
      ],
      { cwd: site.root },
    )
    expect(result.error).toBeUndefined()
    expect([result.status, exitCode]).toEqual(['passed', 0])
    expect(
      result.effects.map(({ module, method, args, outcome, place }) => ({
        call: `${module} ${method}`,
        args,
        outcome,
        file: place?.file,
      })),
    ).toMatchObject(
      effects.map(([call, args, outcome = 'resolved']) => ({
        call,
        args: args as Portable[],
        outcome,
        file: `src/backend/${file}.js`,
      })),
    )
    expect(result.returned).toEqual(returned)
    expect(result.warnings.map(({ code }) => code)).toEqual(warnings)
    expect(result.fires.map(({ event }) => event)).toEqual(fires)
  },
)

test('a call that nothing answered is named with the line that answers it', async () => {
  const site = copySite('platform/modules')
  const { result } = await simulateJson(
    ['assigned', '--handler', 'src/backend/unknown-modules.js'],
    { cwd: site.root },
  )
  expect(result.warnings).toMatchObject([
    {
      message: expect.stringContaining(
        "export default { 'wix-rockets-backend': { rockets: { launch: async () => ({}) } } }",
      ),
      place: { file: 'src/backend/unknown-modules.js', line: 7 },
    },
  ])
})

test('the value of a secret is in no part of the result', async () => {
  const site = copySite('platform/modules', { '.env.local': 'API_KEY=key-of-the-shop\n' })
  const { stdout } = await simulateJson(['assigned', '--handler', 'src/backend/secrets.js'], {
    cwd: site.root,
  })
  expect(stdout).not.toContain('key-of-the-shop')
})
