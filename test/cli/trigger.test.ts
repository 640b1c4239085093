import { describe, expect, test } from 'vitest'
import { eventKeys } from '../../src/catalog/index.js'
import { arrival } from '../delivery/log/arrivals.js'
import { fill } from './filled-log.js'
import { runCli, startCli } from './run-cli.js'
import { apiKey, refusal, sdkSite, startWixApi, through, type WixAnswer } from './wix-api.js'

const given = ['--badge', 'b-1', '--member', 'm-1']

/** Runs `trigger` against a recording server. */
async function trigger(
  args: readonly string[],
  answers: Record<string, WixAnswer> = {},
  env?: Record<string, string>,
) {
  const api = await startWixApi(answers)
  const result = await runCli(['trigger', ...args], through(api, sdkSite(), env))
  const documents = result.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { ...result, api, documents }
}

/** The requests of each event, without and with what takes them back. */
const cases: Record<
  string,
  { args: string[]; does: string[]; undoes: string[]; looks?: string[] }
> = {
  assigned: {
    args: given,
    looks: ['POST /members/v3/badges/members'],
    does: ['POST /members/v3/badges/b-1/members'],
    undoes: ['DELETE /members/v3/badges/b-1/members?id=b-1&memberIds=m-1'],
  },
  created: {
    args: ['--title', 'Gold'],
    does: ['POST /members/v3/badges'],
    undoes: ['DELETE /members/v3/badges/new-badge?id=new-badge'],
  },
  updated: {
    args: ['--badge', 'b-1', '--set', 'title=Gold'],
    does: ['GET /members/v3/badges/b-1?id=b-1', 'PATCH /members/v3/badges/b-1'],
    undoes: ['PATCH /members/v3/badges/b-1'],
  },
  deleted: {
    args: [],
    does: ['POST /members/v3/badges', 'DELETE /members/v3/badges/new-badge?id=new-badge'],
    undoes: [],
  },
  'created-v4': {
    args: ['--title', 'Gold'],
    does: ['POST /badges/v4/badges'],
    undoes: ['DELETE /badges/v4/badges/new-badge?badgeId=new-badge'],
  },
  'updated-v4': {
    args: ['--badge', 'b-1', '--set', 'title=Gold'],
    does: ['GET /badges/v4/badges/b-1?badgeId=b-1', 'PATCH /badges/v4/badges/b-1'],
    undoes: ['PATCH /badges/v4/badges/b-1'],
  },
  'deleted-v4': {
    args: [],
    does: ['POST /badges/v4/badges', 'DELETE /badges/v4/badges/new-badge?badgeId=new-badge'],
    undoes: [],
  },
  'assignment-created': {
    args: ['--member', 'm-1'],
    does: ['POST /badges/v4/badges', 'POST /badges/v4/assignments'],
    undoes: [
      'DELETE /badges/v4/assignments/new-assignment?badgeAssignmentId=new-assignment',
      'DELETE /badges/v4/badges/new-badge?badgeId=new-badge',
    ],
  },
  'assignment-deleted': {
    args: given,
    does: [
      'POST /badges/v4/assignments/query',
      'DELETE /badges/v4/assignments/a-1?badgeAssignmentId=a-1',
    ],
    undoes: ['POST /badges/v4/assignments'],
  },
  unassigned: {
    args: ['--member', 'm-1'],
    does: [
      'POST /members/v3/badges',
      'POST /members/v3/badges/new-badge/members',
      'DELETE /members/v3/badges/new-badge/members?id=new-badge&memberIds=m-1',
    ],
    undoes: ['DELETE /members/v3/badges/new-badge?id=new-badge'],
  },
  'member-created': {
    args: ['--set', 'loginEmail=ann@example.com'],
    does: ['POST /members/v1/members'],
    undoes: ['DELETE /members/v1/members/new-member?id=new-member'],
  },
  'member-updated': {
    args: ['--member', 'm-1', '--set', 'profile.nickname=Bob'],
    does: ['GET /members/v1/members/m-1?id=m-1&fieldsets=FULL', 'PATCH /members/v1/members/m-1'],
    undoes: ['PATCH /members/v1/members/m-1'],
  },
  'member-deleted': {
    args: [],
    does: ['POST /members/v1/members', 'DELETE /members/v1/members/new-member?id=new-member'],
    undoes: [],
  },
}

describe('the requests', () => {
  test('are known of every event', () => {
    expect(Object.keys(cases).sort()).toEqual([...eventKeys].sort())
  })

  test.each(Object.entries(cases))(
    'of %s are taken back in reverse order',
    async (key, { args, does, undoes, looks = [] }) => {
      const { exitCode, stdout, api } = await trigger([key, ...args, '--yes', '--cleanup'])
      expect([exitCode, api.lines()]).toEqual([0, [...looks, ...does, ...undoes]])
      expect(stdout).toContain('✓ nothing is left of it')
      for (const { headers } of api.requests) {
        expect(headers).toMatchObject({ authorization: apiKey, 'wix-site-id': 'site-1' })
      }
    },
  )

  test('are no more than that without --cleanup', async () => {
    const { exitCode, stdout, api } = await trigger(['assigned', ...given, '--yes'])
    expect([exitCode, api.lines()]).toEqual([0, ['POST /members/v3/badges/b-1/members']])
    expect(stdout).toContain('badge-events trigger unassigned --badge b-1 --member m-1')
  })

  test('carry what was asked for, and set back what was there', async () => {
    const v3 = await trigger(['updated', ...(cases.updated?.args ?? []), '--yes', '--cleanup'])
    expect(v3.api.requests.map(({ body }) => body)).toEqual([
      null,
      { badge: { title: 'Gold', id: 'b-1' } },
      { badge: { title: 'Old', id: 'b-1' } },
    ])
    const v4 = await trigger(['updated-v4', ...(cases.updated?.args ?? []), '--yes', '--cleanup'])
    expect(v4.api.requests.map(({ body }) => body)).toEqual([
      null,
      { badge: { title: 'Gold', revision: '7', id: 'b-1' } },
      { badge: { title: 'Old', revision: '8', id: 'b-1' } },
    ])
    const member = await trigger([
      'member-updated',
      ...['--member', 'm-1', '--set', 'profile.nickname=Bob', '--set', 'contact.jobTitle=Cook'],
      ...['--yes', '--cleanup'],
    ])
    expect(member.api.requests.map(({ body }) => body)).toEqual([
      null,
      { member: { profile: { nickname: 'Bob' }, contact: { jobTitle: 'Cook' }, id: 'm-1' } },
      { member: { profile: { nickname: 'Ann' }, contact: { jobTitle: '' }, id: 'm-1' } },
    ])
    const created = await trigger([
      'created',
      '--title',
      '2024',
      '-s',
      'textColor=#000000',
      '--yes',
    ])
    expect(created.api.requests.map(({ body }) => body)).toEqual([
      { badge: { title: '2024', backgroundColor: '#796EFF', textColor: '#000000' } },
    ])
  })

  test('of updated change as little as there is, when nothing was said', async () => {
    const { api } = await trigger(['updated', '--badge', 'b-1', '--yes', '--cleanup'])
    expect(api.requests.map(({ body }) => body)).toEqual([
      null,
      { badge: { backgroundColor: '#FA8705', id: 'b-1' } },
      { badge: { backgroundColor: '#FA8704', id: 'b-1' } },
    ])
  })

  test('go to the other API with --api', async () => {
    const { api, stderr, stdout } = await trigger(['assigned', ...given, '--api', 'v4', '--yes'])
    expect(api.lines()).toEqual(['POST /badges/v4/assignments'])
    expect(api.requests[0]?.body).toEqual({ badgeAssignment: { badgeId: 'b-1', memberId: 'm-1' } })
    expect(stderr).toContain('Whether it also causes\n  assigned is not documented.')
    expect(stdout).toContain('documented to cause assignment-created')
  })

  test('are made as an app, with a token of its own', async () => {
    const app = {
      WIX_CLIENT_ID: 'app-1',
      WIX_CLIENT_SECRET: 'app-secret-nobody-may-read',
      WIX_CLIENT_INSTANCE_ID: 'instance-1',
    }
    const { api, exitCode, stdout } = await trigger(['created-v4', '--yes'], {}, app)
    expect([exitCode, api.lines()]).toEqual([0, ['POST /oauth2/token', 'POST /badges/v4/badges']])
    expect(api.requests[0]?.body).toEqual({
      instance_id: 'instance-1',
      client_id: 'app-1',
      client_secret: 'app-secret-nobody-may-read',
      grant_type: 'client_credentials',
    })
    expect(api.requests[1]?.headers.authorization).toBe('app-access-token')
    expect(stdout).toContain('live site of app instance instance-1')
  })
})

describe('a step that fails', () => {
  const args = ['assignment-created', '--member', 'm-1', '--yes']
  const denied = { 'POST /badges/v4/assignments': refusal(403, 'Forbidden', 'PERMISSION_DENIED') }

  test('has what came before taken back', async () => {
    const { exitCode, stdout, api } = await trigger([...args, '--cleanup'], denied)
    expect(exitCode).toBe(4)
    expect(api.lines()).toEqual([
      'POST /badges/v4/badges',
      'POST /badges/v4/assignments',
      'DELETE /badges/v4/badges/new-badge?badgeId=new-badge',
    ])
    expect(stdout).toContain('✓ nothing is left of it')
    expect(stdout).not.toContain('documented to cause assignment-created')
  })

  test('without --cleanup says how to take it back', async () => {
    const { exitCode, stdout, api } = await trigger(args, denied)
    expect([exitCode, api.lines().length]).toEqual([4, 2])
    expect(stdout).toContain('badge-events trigger deleted-v4 --badge new-badge')
  })

  test('may have been done when the connection broke, and is taken back too', async () => {
    const { exitCode, api, stderr } = await trigger(
      ['assigned', ...given, '--yes', '--cleanup', '--json'],
      { 'POST /members/v3/badges/b-1/members': { isCut: true } },
    )
    expect(exitCode).toBe(3)
    expect(stderr).toContain('"isUncertain":true')
    expect(api.lines().at(-1)).toBe('DELETE /members/v3/badges/b-1/members?id=b-1&memberIds=m-1')
  })

  test('of the clean-up does not keep the others from it, and is told', async () => {
    const { exitCode, documents, api } = await trigger([...args, '--cleanup', '--json'], {
      'DELETE /badges/v4/assignments': refusal(429, 'Slow down', 'RESOURCE_EXHAUSTED'),
    })
    expect(exitCode).toBe(1)
    expect(api.lines().at(-1)).toBe('DELETE /badges/v4/badges/new-badge?badgeId=new-badge')
    expect(documents.map(({ type }) => type)).toEqual([
      ...['plan', 'step', 'step', 'not-undone', 'undone', 'end'],
    ])
    expect(documents.at(-1)).toMatchObject({
      status: 'failed',
      ids: { badgeId: 'new-badge', memberId: 'm-1', assignmentId: 'new-assignment' },
      left: [
        {
          command: 'badge-events trigger assignment-deleted --badge new-badge --member m-1',
        },
      ],
    })
  })
})

describe('nothing is changed', () => {
  test('when --cleanup would leave another state than before', async () => {
    const has = { body: { memberBadgeIds: [{ memberId: 'm-1', badgeIds: ['b-1'] }] } }
    const again = await trigger(['assigned', ...given, '--yes', '--cleanup'], {
      'POST /members/v3/badges/members': has,
    })
    expect([again.exitCode, again.api.lines().length]).toEqual([1, 1])
    expect(again.stderr).toContain('has badge b-1 already')
    const never = await trigger(['unassigned', ...given, '--yes', '--cleanup'])
    expect([never.exitCode, never.api.lines().length]).toEqual([1, 1])
    expect(never.stderr).toContain('does not have badge b-1')
    const list = await trigger([
      ...['member-updated', '--member', 'm-1', '--set', 'contact.phones=["1"]'],
      ...['--yes', '--cleanup'],
    ])
    expect([list.exitCode, list.api.lines().length]).toEqual([1, 1])
    expect(list.stderr).toContain('contact.phones could not be set back')
  })

  test.each([
    [['deleted', '--badge', 'b-1', '--cleanup'], '--cleanup cannot bring back a badge'],
    [['member-created', '--api', 'v4'], '--api means nothing to member-created'],
  ])('by %j', async (args, message) => {
    const { exitCode, stderr, api } = await trigger([...args, '--yes'])
    expect([exitCode, api.lines()]).toEqual([2, []])
    expect(stderr).toContain(message)
  })

  test('without a terminal and without --yes, but the command for it is told', async () => {
    const args = ['created', '--title', "Ann's badge", '--cleanup', '--json']
    const { exitCode, stderr, api } = await trigger(args)
    expect([exitCode, api.lines()]).toEqual([2, []])
    const { error } = JSON.parse(stderr) as { error: { code: string; details: object } }
    expect(error).toMatchObject({
      code: 'USAGE_INVALID',
      details: {
        command: `badge-events trigger created --title 'Ann'\\''s badge' --cleanup --json --yes`,
      },
    })
  })

  test('by a dry run, which needs no credentials', async () => {
    const args = ['assignment-created', '--member', 'm-1', '--dry-run', '--json', '--cleanup']
    const { exitCode, stderr, api, documents } = await trigger(args, {}, {})
    expect([exitCode, api.lines()]).toEqual([0, []])
    expect(stderr).toContain('neither WIX_API_KEY nor WIX_CLIENT_ID is set')
    const url = 'https://www.wixapis.com/badges/v4'
    expect(documents).toMatchObject([
      {
        credentials: null,
        steps: [
          { request: { method: 'POST', url: `${url}/badges` } },
          { request: { method: 'POST', url: `${url}/assignments` } },
        ],
        undo: [
          { request: { method: 'DELETE', body: null } },
          { request: { method: 'DELETE', url: `${url}/badges/<new badge>?badgeId=<new badge>` } },
        ],
      },
    ])
  })

  test('by a dry run for people, which shows each request', async () => {
    const { stdout, stderr, api } = await trigger(['assigned', ...given, '--dry-run'])
    expect(api.lines()).toEqual([])
    expect(stdout).toContain('POST https://www.wixapis.com/members/v3/badges/b-1/members')
    expect(stdout).toContain('{"id":"b-1","memberIds":["m-1"]}')
    expect(stdout).toContain('authorization: ***\n  wix-site-id: site-1')
    expect(stderr).toContain('nothing was sent: --dry-run')
  })
})

describe('an answer that is no', () => {
  test.each([
    [403, 4, 'CREDENTIALS_REFUSED'],
    [404, 1, 'CHANGE_REFUSED'],
    [503, 3, 'WIX_UNAVAILABLE'],
  ])('of %i is exit code %i', async (status, expected, code) => {
    const { exitCode, stderr } = await trigger(['created', '--yes', '--json'], {
      'POST /members/v3/badges': refusal(status, 'What Wix says', 'SOME_CODE'),
    })
    const { error } = JSON.parse(stderr) as { error: { code: string } }
    expect([exitCode, error.code]).toEqual([expected, code])
  })

  test('to an app that asks for a token is about its credentials', async () => {
    const app = {
      WIX_CLIENT_ID: 'app-1',
      WIX_CLIENT_SECRET: 'app-secret-nobody-may-read',
      WIX_CLIENT_INSTANCE_ID: 'instance-1',
    }
    const answers = { 'POST /oauth2/token': refusal(400, 'no') }
    const { exitCode, stderr, api } = await trigger(['created', '--yes'], answers, app)
    expect([exitCode, api.lines()]).toEqual([4, ['POST /oauth2/token']])
    expect(stderr).toContain('Wix gave the app no token')
  })
})

describe('credentials', () => {
  test.each([
    [{}, 'neither WIX_API_KEY nor WIX_CLIENT_ID is set'],
    [{ WIX_CLIENT_ID: 'app-1' }, 'WIX_CLIENT_SECRET is not set'],
    [{ WIX_CLIENT_ID: 'app-1', WIX_CLIENT_SECRET: 's' }, 'WIX_CLIENT_INSTANCE_ID is not set'],
    [{ WIX_API_KEY: 'two words' }, 'cannot be one'],
  ])('that are missing in %j are exit code 4', async (env, message) => {
    const { exitCode, stderr, api } = await trigger(['created', '--yes', '--json'], {}, env)
    expect([exitCode, api.lines()]).toEqual([4, []])
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'CREDENTIALS_MISSING', message: expect.stringContaining(message) as string },
    })
    expect(stderr).not.toContain('two words')
  })

  test('need a site, which has several places', async () => {
    const api = await startWixApi()
    const site = sdkSite({ 'wix.config.json': '{}', '.env.local': `WIX_API_KEY=${apiKey}\n` })
    const sent = async (args: string[], env: Record<string, string> = {}) => {
      const { stderr, exitCode } = await runCli(
        ['trigger', 'created', '--yes', ...args],
        through(api, site, env),
      )
      return [exitCode, api.requests.at(-1)?.headers['wix-site-id'], stderr]
    }
    const [exitCode, , stderr] = await sent([])
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining('not which site it is for')])
    const first = await sent([], { WIX_SITE_ID: 'site-2' })
    expect(first.slice(0, 2)).toEqual([0, 'site-2'])
    const second = await sent(['--site', 'site-3'], { WIX_SITE_ID: 'site-2' })
    expect(second.slice(0, 2)).toEqual([0, 'site-3'])
  })

  test('are in no output, also when Wix repeats them', async () => {
    const api = await startWixApi({
      'POST /members/v3/badges': ({ headers }) =>
        refusal(400, `key ${headers.authorization} is odd`, 'ODD'),
    })
    for (const flags of [[], ['--json']]) {
      const { stdout, stderr } = await runCli(
        ['trigger', 'created', '--yes', ...flags],
        through(api, sdkSite()),
      )
      expect(stderr).toContain('key *** is odd')
      expect(stdout + stderr).not.toContain(apiKey)
    }
    expect(api.requests[0]?.headers.authorization).toBe(apiKey)
  })

  test('that Wix gives an app for a while are masked too', async () => {
    const app = {
      WIX_CLIENT_ID: 'app-1',
      WIX_CLIENT_SECRET: 'app-secret-nobody-may-read',
      WIX_CLIENT_INSTANCE_ID: 'instance-1',
    }
    const echo = refusal(400, 'token app-access-token of app-secret-nobody-may-read', 'ODD')
    const answers = { 'POST /members/v3/badges': echo }
    const { stderr } = await trigger(['created', '--yes'], answers, app)
    expect(stderr).toContain('token *** of ***')
  })
})

test('packages that the site lacks are named with the command that installs them', async () => {
  const api = await startWixApi()
  const site = sdkSite()
  const { root } = site
  const empty = { ...site, root: `${root}/sub` }
  site.write('sub/wix.config.json', '{"siteId":"s"}')
  site.write('sub/node_modules/@wix/sdk/package.json', '{"main":"index.js"}')
  site.write('sub/node_modules/@wix/sdk/index.js', 'exports.old = true')
  const { exitCode, stderr } = await runCli(
    ['trigger', 'created', '--yes', '--json'],
    through(api, empty),
  )
  expect([exitCode, api.lines()]).toEqual([3, []])
  const { error } = JSON.parse(stderr) as { error: object }
  expect(error).toMatchObject({
    code: 'PACKAGE_NOT_FOUND',
    message: expect.stringContaining('too old') as string,
    hint: 'npm install --save-dev @wix/sdk @wix/members',
  })
})

describe('--wait', () => {
  const args = ['trigger', 'assigned', ...given, '--yes', '--json']
  const assigned = (memberId: string) => {
    const { event, ...rest } = arrival({ receivedAt: new Date() })
    return { ...rest, event: { ...event, data: { memberId } } }
  }
  const typesOf = (stdout: string): unknown[] =>
    stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)

  test('finds the event in the log, and takes everything back only then', async () => {
    const api = await startWixApi()
    const site = sdkSite()
    // One from before, which names the same member.
    await fill(site, [assigned('m-1')])
    const cli = startCli([...args, '--cleanup', '--wait', '20'], through(api, site))
    await cli.waitFor(({ stdout }) => stdout.includes('"step"'), 'the call')
    const local = { status: 'local', key: 'k' } as const
    await fill(site, [assigned('m-2'), { ...assigned('m-1'), verification: local }])
    const ids = await fill(site, [assigned('m-1')])
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(0)
    expect(typesOf(stdout)).toEqual(['plan', 'step', 'step', 'arrived', 'undone', 'end'])
    const arrived = stdout.split('\n').find((line) => line.includes('"arrived"')) ?? ''
    const { afterMs, ...rest } = JSON.parse(arrived) as { afterMs: number }
    expect(rest).toMatchObject({ event: 'assigned', id: ids[0] })
    expect(afterMs).toBeGreaterThanOrEqual(0)
  })

  test('in vain is exit code 1, with what to look at', async () => {
    const api = await startWixApi()
    const { exitCode, stdout } = await runCli(
      ['trigger', 'assigned', ...given, '--yes', '--cleanup', '--wait', '0.3'],
      through(api, sdkSite()),
    )
    expect(exitCode).toBe(1)
    expect(stdout).toContain('! no assigned or assignment-created in the log within 0.3 s')
    expect(stdout).toContain('`badge-events tail` runs in this site')
    expect(stdout).toContain('✓ nothing is left of it')
  })

  test('ends with Ctrl-C, after everything was taken back', async () => {
    const api = await startWixApi()
    const cli = startCli([...args, '--cleanup', '--wait', '60'], through(api, sdkSite()))
    await cli.waitFor(
      ({ stdout }) =>
        stdout.includes('assignBadge","causes":"assigned"') && api.lines().length === 2,
      'the call',
    )
    cli.interrupt()
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(130)
    expect(api.lines().at(-1)).toMatch(/^DELETE /)
    expect(stdout).toContain('"status":"interrupted"')
  })
})
