import { describe, expect, test } from 'vitest'
import { runCli } from './run-cli.js'
import { copyShop, hookToken } from './shop.js'
import { simulateJson } from './simulate-json.js'

const assignToAnn = ['assigned', '-s', 'data.memberId=ann', '-s', 'metadata.entityId=hero']

describe('a site written the way people write them', () => {
  test('shows all effects in the order of the calls', async () => {
    const site = copyShop()
    const { exitCode, result } = await simulateJson(assignToAnn, { cwd: site.root })
    expect(result.error).toBeUndefined()
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({
      status: 'passed',
      event: 'assigned',
      handler: 'wixBadges_onBadgeAssigned',
      file: 'src/backend/events.js',
      place: { line: 12 },
      returned: { level: 'gold' },
      warnings: [],
    })
    const calls = result.effects.map(({ module, method, outcome, place }) => [
      `${module} ${method}`,
      outcome,
      `${place?.file}:${place?.line}`,
    ])
    const events = 'src/backend/events.js'
    expect(calls).toEqual(
      [
        ['wix-data query.find', 'resolved', `${events}:17`],
        ['wix-data insert', 'resolved', `${events}:23`],
        ['wix-secrets-backend getSecret', 'resolved', `${events}:25`],
        ['wix-data get', 'resolved', 'src/backend/members.jsw:5'],
        ['wix-fetch fetch', 'resolved', `${events}:26`],
        ['wix-data insert', 'resolved', null],
      ].map(([call, outcome, place]) => [call, outcome, place ?? expect.anything()]),
    )
    expect(result.effects.every(({ afterReturn }) => !afterReturn)).toBe(true)
  })

  test('shows arguments and answers', async () => {
    const site = copyShop()
    const { result } = await simulateJson(assignToAnn, { cwd: site.root })
    const [query, insert, , get, request] = result.effects
    expect(query?.args).toMatchObject(['BadgeLog', { filter: { memberId: 'ann' } }])
    expect(query?.result).toMatchObject({ length: 2 })
    expect(insert?.args).toEqual([
      'BadgeLog',
      { memberId: 'ann', badgeId: 'hero', level: 'gold', slug: 'badge-assigned' },
    ])
    expect(get?.result).toMatchObject({ _id: 'ann', name: 'Ann' })
    expect(request?.args).toMatchObject([
      'https://hooks.example.com/badges',
      {
        method: 'POST',
        headers: { Authorization: '***' },
        body: '{"text":"Well done, Ann! -- the shop","points":100}',
      },
    ])
    expect(request?.result).toEqual({ status: 200, ok: true, sent: false })
  })

  test('shows the changes of the data, before and after', async () => {
    const site = copyShop()
    const { result } = await simulateJson(assignToAnn, { cwd: site.root })
    expect(result.dataChanges).toMatchObject([
      {
        collection: 'BadgeLog',
        kind: 'insert',
        before: null,
        after: { memberId: 'ann', badgeId: 'hero', level: 'gold', slug: 'badge-assigned' },
      },
      {
        collection: 'AuditTrail',
        kind: 'insert',
        before: null,
        after: { what: 'badge-assigned', who: 'ann' },
      },
    ])
    expect(result.logs).toMatchObject([
      {
        level: 'log',
        text: 'badge hero for ann',
        place: { file: 'src/backend/events.js', line: 15 },
      },
    ])
  })

  test('starts from the seed data on each run', async () => {
    const site = copyShop()
    const first = await simulateJson(assignToAnn, { cwd: site.root })
    const second = await simulateJson(assignToAnn, { cwd: site.root })
    expect(second.result.effects[0]?.result).toEqual(first.result.effects[0]?.result)
    expect(JSON.parse(site.read('badge-events/data/BadgeLog.json'))).toHaveLength(3)
  })

  test('takes another way for another event', async () => {
    const site = copyShop()
    const { exitCode, result } = await simulateJson(
      ['assigned', '-s', 'data.memberId=bob', '-s', 'metadata.entityId=helper'],
      { cwd: site.root },
    )
    expect(exitCode).toBe(0)
    expect(result.logs).toMatchObject([{ level: 'log' }, { level: 'warn', text: 'already logged' }])
    expect(result.effects).toHaveLength(1)
    expect(result.dataChanges).toEqual([])
  })

  test('is found from any folder inside it', async () => {
    const site = copyShop()
    const { exitCode, result } = await simulateJson(assignToAnn, { cwd: site.path('src/public') })
    expect(exitCode).toBe(0)
    expect(result.file).toBe('src/backend/events.js')
  })

  test('reads for people from the event to the verdict', async () => {
    const site = copyShop()
    const { exitCode, stdout, stderr } = await runCli(['simulate', ...assignToAnn], {
      cwd: site.root,
    })
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    const inOrder = [
      'assigned → wixBadges_onBadgeAssigned',
      'member ann  badge hero',
      'badge hero for ann',
      '1  wix-data  query BadgeLog  memberId = ',
      '→ 2 items',
      '2  wix-data  insert BadgeLog {memberId, badgeId',
      '3  wix-secrets-backend  getSecret(',
      '4  wix-data  get Members "ann"',
      '5  wix-fetch  POST https://hooks.',
      '→ not sent, 200 {}',
      '6  wix-data  insert AuditTrail {what, who}',
      'BadgeLog  + {',
      'AuditTrail  + {',
      '✓ passed in ',
    ]
    let from = 0
    for (const text of inOrder) {
      const at = stdout.indexOf(text, from)
      expect(at, `${text} after ${from}\n${stdout}`).toBeGreaterThanOrEqual(from)
      from = at
    }
  })
})

describe('a secret', () => {
  const encodings = [
    hookToken,
    encodeURIComponent(hookToken),
    new URLSearchParams({ v: hookToken }).toString().slice(2),
    Buffer.from(hookToken).toString('base64'),
    Buffer.from(hookToken).toString('base64url'),
    // Its inside, wherever it begins in a longer text.
    ...[0, 1, 2].map((offset) =>
      Buffer.from(' '.repeat(offset) + hookToken)
        .toString('base64')
        .slice(4, -4),
    ),
  ]
  const leaks: Record<string, string> = {
    'in a log': 'console.log(token)',
    'in an object that is logged': 'console.error({ deep: { token: [token] } })',
    'past the console': 'process.stdout.write(token)',
    'past the console, as an error': 'process.stderr.write(Buffer.from(token + "\\n"))',
    'in the message of an error': 'throw new Error("refused: " + token)',
    'in a thrown text': 'throw token',
    'in the cause of an error': 'throw new Error("no", { cause: new Error(token) })',
    'in the code of an error': 'throw Object.assign(new Error("no"), { code: token })',
    'in a rejection nobody caught': 'Promise.reject(new Error(token))',
    'in what is returned': 'return { token, [token]: 1 }',
    'in a stored item': 'await wixData.insert("Tokens", { title: token })',
    'in a query': 'await wixData.query("Tokens").eq("token", token).find()',
    'in the name of a collection': 'await wixData.insert(token, {})',
    'in an address': 'await fetch("https://example.com/?t=" + encodeURIComponent(token))',
    'in a form':
      'await fetch("https://example.com/", { method: "post", body: new URLSearchParams({ token }).toString() })',
    'in base64': 'console.log(btoa(unescape(encodeURIComponent(token))))',
    'in base64url': 'console.log(Buffer.from(token).toString("base64url"))',
    'in basic credentials': 'console.log(Buffer.from("api:" + token + ":1").toString("base64"))',
    'in basic credentials of another length':
      'console.log(Buffer.from("user:" + token + ":12").toString("base64"))',
    'in a call of a module without a double': 'await somewhere.send(token)',
  }

  test.each(Object.entries(leaks))('is masked %s', async (_title, code) => {
    const site = copyShop({
      'src/backend/events.js': `import { getSecret } from 'wix-secrets-backend'
import { fetch } from 'wix-fetch'
import wixData from 'wix-data'
import somewhere from 'wix-somewhere-backend'

export async function wixBadges_onBadgeAssigned() {
  const token = await getSecret('HOOK_TOKEN')
  ${code}
}
`,
    })
    for (const flags of [[], ['--json'], ['-n', '2'], ['-n', '2', '--json']]) {
      const { stdout, stderr } = await runCli(['simulate', 'assigned', ...flags], {
        cwd: site.root,
      })
      expect(stdout, 'it ran').toMatch(/passed|failed|crashed/)
      for (const form of encodings) expect(stdout + stderr).not.toContain(form)
    }
  })

  test('that nobody defined is rejected with what to do', async () => {
    const site = copyShop({ '.env.local': '' })
    const { exitCode, result } = await simulateJson(assignToAnn, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result.error).toMatchObject({
      message: expect.stringContaining('There is no secret named "HOOK_TOKEN"'),
      place: { file: 'src/backend/events.js', line: 25 },
    })
  })

  test('is read from .env where .env.local does not define it', async () => {
    const site = copyShop({ '.env.local': 'OTHER=1\n', '.env': 'HOOK_TOKEN=from-dot-env\n' })
    const { exitCode, stdout } = await simulateJson(assignToAnn, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('from-dot-env')
  })
})
