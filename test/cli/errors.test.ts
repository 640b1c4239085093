import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../src/errors.js'
import { runCli } from './run-cli.js'
import { failJson } from './simulate-json.js'
import { copySite } from './site.js'

interface Mistake {
  title: string
  args: readonly string[]
  /** Further files of the site. */
  files?: Record<string, string>
  stdin?: string
  code: ErrorCode
  exitCode?: number
  message: string
  hint?: string
  /** `file:line:column` of the code frame, and the line of text there. */
  place?: string
  text?: string
}

const passes = ['--handler', 'src/backend/passes.js']
const simulate = ['simulate', 'assigned', ...passes]
const readsData = ['simulate', 'assigned', '--handler', 'src/backend/reads-data.js']

const mistakes: Mistake[] = [
  {
    title: 'a syntax error is shown in the code of the user',
    args: ['simulate', 'assigned', '--handler', 'src/backend/syntax-error.js'],
    code: 'CODE_INVALID',
    message:
      'Cannot read the code in src/backend/syntax-error.js:3: Expected "}" but found "return"',
    hint: 'Mend the syntax there',
    place: 'src/backend/syntax-error.js:3:3',
    text: '  return memberId',
  },
  {
    title: 'an import of a file that is not there names the nearest one that is',
    args: ['simulate', 'assigned', '--handler', 'src/backend/missing-file.js'],
    code: 'IMPORT_UNRESOLVED',
    message: 'Cannot find "./lib/awards", imported in src/backend/missing-file.js:1',
    hint: 'The nearest file there is award.js',
    place: 'src/backend/missing-file.js:1:23',
    text: "import { award } from './lib/awards'",
  },
  {
    title: 'an import of a package that is not installed says how to install it',
    args: ['simulate', 'assigned', '--handler', 'src/backend/missing-package.js'],
    code: 'IMPORT_UNRESOLVED',
    message: 'Cannot find "stripe", imported in src/backend/missing-package.js:1',
    hint: 'npm install stripe',
    place: 'src/backend/missing-package.js:1:20',
    text: "import Stripe from 'stripe'",
  },
  {
    title: 'an event that nobody knows is answered with the nearest ones',
    args: ['simulate', 'assignd', ...passes],
    code: 'EVENT_UNKNOWN',
    message: 'There is no event "assignd"',
    hint: 'Did you mean assigned, unassigned?',
  },
  {
    title: 'simulate without an event asks for one',
    args: ['simulate', ...passes],
    code: 'USAGE_INVALID',
    message: 'Which event? None was named',
    hint: 'badge-events simulate assigned',
  },
  {
    title: 'an event without a Velo handler cannot be simulated',
    args: ['simulate', 'assignment-created', ...passes],
    code: 'USAGE_INVALID',
    message: 'Velo has no handler for "assignment-created"',
    hint: 'SDK handlers and webhooks only',
  },
  {
    title: 'an API version that an event does not have is a mistake',
    args: [...simulate, '--api', 'v4'],
    code: 'USAGE_INVALID',
    message: 'There is no v4 handler for "assigned"',
    hint: 'badge-events events assigned',
  },
  {
    title: 'a handler outside the catalog needs a fixture',
    args: ['simulate', 'wixEcom_onOrderCreated', '--handler', 'src/backend/shop.js'],
    files: { 'src/backend/shop.js': 'export function wixEcom_onOrderCreated() {}\n' },
    code: 'USAGE_INVALID',
    message: 'The event of wixEcom_onOrderCreated is not in the catalog',
    hint: 'Give one with -f',
  },
  {
    title: 'a handler whose name is misspelled is named rightly',
    args: ['simulate', 'wixBadges_onBadgeAsigned', '--handler', 'src/backend/typo.js'],
    files: { 'src/backend/typo.js': 'export function wixBadges_onBadgeAsigned() {}\n' },
    code: 'USAGE_INVALID',
    message: 'The event of wixBadges_onBadgeAsigned is not in the catalog',
    hint: 'Did you mean wixBadges_onBadgeAssigned?',
  },
  {
    title: 'a fixture that is no JSON is shown at the place of the mistake',
    args: [...simulate, '-f', 'broken.json'],
    files: { 'broken.json': '{\n  "data": { "memberId": "m" },\n}\n' },
    code: 'FIXTURE_INVALID',
    message:
      'broken.json is not valid JSON: line 3, column 1: expected a key in double quotes, got "}"',
    place: 'broken.json:3:1',
    text: '}',
  },
  {
    title: 'a fixture that is no event says what it is instead',
    args: [...simulate, '-f', 'list.json'],
    files: { 'list.json': '[1, 2]' },
    code: 'FIXTURE_INVALID',
    message: 'list.json is not an event: expected an object with metadata, got array',
    hint: 'Expected an event object with "metadata"',
  },
  {
    title: 'a fixture file that is not there is named',
    args: [...simulate, '-f', 'missing.json'],
    code: 'FIXTURE_NOT_FOUND',
    message: 'missing.json',
    hint: 'badge-events generate <event> > my.json',
  },
  {
    title: 'empty stdin is no fixture',
    args: [...simulate, '-f', '-'],
    code: 'FIXTURE_INVALID',
    message: 'stdin is not valid JSON: line 1, column 1: expected a value, got the end',
    place: 'stdin:1:1',
  },
  {
    title: 'a fixture of another event is not sent',
    args: [...simulate, '-f', '-'],
    stdin: JSON.stringify({
      eventType: 'wix.badges.v3.badge_badge_unassigned',
      instanceId: 'i',
      data: JSON.stringify({
        id: '1',
        entityFqdn: 'wix.badges.v3.badge',
        slug: 'badge_unassigned',
        entityId: 'b',
        eventTime: '2026-03-01T00:00:00Z',
        actionEvent: { bodyAsJson: '{"memberId":"m"}' },
      }),
    }),
    code: 'EVENT_INVALID',
    message:
      'stdin is a wix.badges.v3.badge_badge_unassigned, not wix.badges.v3.badge_badge_assigned',
    hint: 'Name the event it is, or send it all the same with --no-validate',
  },
  {
    title: 'the value of an override has to have the right type',
    args: [...simulate, '-s', 'data.memberId=5'],
    code: 'EVENT_INVALID',
    message: '  data.memberId: expected string, got number',
    hint: '--no-validate sends it all the same',
  },
  {
    title: 'an override of an unknown field is answered with the nearest name',
    args: [...simulate, '-s', 'data.memberID=ann'],
    code: 'EVENT_INVALID',
    message: '  data.memberID: unknown key; did you mean memberId?',
    hint: 'badge-events events assigned --schema',
  },
  {
    title: 'an override outside the event is answered with the path that was meant',
    args: [...simulate, '-s', 'memberId=ann'],
    code: 'OVERRIDE_INVALID',
    message: 'got "memberId"',
    hint: 'Did you mean data.memberId?',
  },
  {
    title: 'taking out a field that is not there is a mistake',
    args: [...simulate, '-u', 'data.memberIdd'],
    code: 'OVERRIDE_INVALID',
    message: 'the event has nothing at data.memberIdd',
    hint: 'Did you mean data.memberId?',
  },
  {
    title: 'a fixture of the site that does not fit is not sent',
    args: simulate,
    files: { 'badge-events/fixtures/assigned.json': '{"data":{},"metadata":{}}' },
    code: 'EVENT_INVALID',
    message: '  data.memberId: missing, expected string',
    hint: '--no-validate',
  },
  {
    title: 'a seed file that is no list is named when its collection is used',
    args: readsData,
    files: { 'badge-events/data/Members.json': '{"_id":"1"}' },
    code: 'DATA_INVALID',
    message: 'badge-events/data/Members.json',
    hint: 'A seed file holds a JSON array of items',
  },
  {
    title: 'a seed file that is no JSON is named, also among many runs',
    args: [...readsData, '-n', '3'],
    files: { 'badge-events/data/Members.json': '[{"_id":"1",}]' },
    code: 'DATA_INVALID',
    message: 'badge-events/data/Members.json',
    hint: 'A seed file holds a JSON array of items',
  },
  {
    title: 'a site without handlers says where Wix looks for them',
    args: ['simulate', 'assigned'],
    code: 'HANDLER_FILE_NOT_FOUND',
    message: 'Found no events.js and no event extension in the site',
    hint: 'src/backend/events.js',
  },
  {
    title: 'a handler file that is not there is named',
    args: ['simulate', 'assigned', '--handler', 'src/backend/event.js'],
    code: 'HANDLER_FILE_NOT_FOUND',
    message: 'src/backend/event.js',
    hint: '--handler names the file',
  },
  {
    title: 'a file with secrets that cannot be read is an error of the environment',
    args: simulate,
    files: { '.env.local/not-a-file': '' },
    code: 'FILE_UNREADABLE',
    exitCode: 3,
    message: '.env.local',
  },
  {
    title: 'an unknown option is a mistake',
    args: [...simulate, '--memberId', 'ann'],
    code: 'USAGE_INVALID',
    message: "unknown option '--memberId'",
  },
  {
    title: 'an unknown command is a mistake',
    args: ['simulat', 'assigned'],
    code: 'USAGE_INVALID',
    message: "unknown command 'simulat'",
  },
  {
    title: 'what is for one event refuses a second one',
    args: [...simulate, 'created', '--watch'],
    code: 'USAGE_INVALID',
    message: '--watch is for one event, and 2 are named',
  },
  {
    title: 'a count of none is a mistake',
    args: [...simulate, '-n', '0'],
    code: 'USAGE_INVALID',
    message: 'It must be a whole number from 1.',
  },
  {
    title: 'a time limit that is no number is a mistake',
    args: [...simulate, '--timeout', 'soon'],
    code: 'USAGE_INVALID',
    message: 'It must be a number of seconds, more than 0.',
  },
  {
    title: 'watching and counting exclude each other',
    args: [...simulate, '--watch', '-n', '3'],
    code: 'USAGE_INVALID',
    message: "cannot be used with option '-n, --count <n>'",
  },
  {
    title: 'watching cannot read stdin twice',
    args: [...simulate, '--watch', '-f', '-'],
    code: 'USAGE_INVALID',
    message: '--watch cannot read the event from stdin again',
    hint: 'Put it into a file',
  },
  {
    title: 'a debugger address that is none is a mistake',
    args: [...simulate, '--inspect', 'here'],
    code: 'USAGE_INVALID',
    message: '"here" is no address for a debugger',
    hint: '--inspect 127.0.0.1:9229',
  },
]

const ours = /node:internal|dist\/|chunks\/| at \S+ \(/

describe.each(mistakes)('$title', (mistake) => {
  const { args, files, stdin, code, exitCode = 2, message, hint, place, text } = mistake
  const [file = '', line = '', column = ''] = place?.split(':') ?? []

  test('in JSON', async () => {
    const site = copySite('failures', files)
    const options = { cwd: site.root, ...(stdin && { stdin }) }
    const outcome = await failJson(args, options)
    expect(outcome.exitCode).toBe(exitCode)
    expect(outcome.error.code).toBe(code)
    expect(outcome.error.message).toContain(message)
    expect(outcome.error.hint ?? '').toContain(hint ?? '')
    if (place) {
      const { frame } = outcome.error
      expect(frame).toMatchObject({ file, line: Number(line), column: Number(column) })
      if (text) expect(frame?.lines).toContainEqual({ number: Number(line), text })
    } else {
      expect(outcome.error).not.toHaveProperty('frame')
    }
    expect(outcome.stderr).not.toMatch(ours)
  })

  test('for people', async () => {
    const site = copySite('failures', files)
    const outcome = await runCli(args, { cwd: site.root, ...(stdin && { stdin }) })
    expect(outcome.exitCode).toBe(exitCode)
    expect(outcome.stderr).toMatch(/^error: /)
    expect(outcome.stderr).toContain(message)
    if (hint) expect(outcome.stderr).toMatch(/\nhint: /)
    expect(outcome.stderr).toContain(hint ?? '')
    if (text) expect(outcome.stderr).toContain(`\n  > ${line} | ${text}\n`)
    expect(outcome.stderr).not.toMatch(ours)
    // All but the head of a run that had begun goes to stderr.
    expect(outcome.stdout).toMatch(/^(assigned → [^✓✗]*)?$/)
  })
})

test('generate and events answer an unknown event in the same way', async () => {
  for (const command of ['generate', 'events']) {
    const { exitCode, stdout, stderr } = await runCli([command, 'assignd'])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(
      /^error: There is no event "assignd"\nhint: Did you mean assigned, unassigned\?/,
    )
  }
})
