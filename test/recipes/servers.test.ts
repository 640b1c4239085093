import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { runCli } from '../cli/run-cli.js'
import { diagnose, type Edit, readRecipe, startRecipe } from './recipe.js'

const recipes = ['express/server.js', 'fastify/server.js', 'hono/server.js']

describe.each(recipes)('%s', { timeout: 60_000 }, (file) => {
  test('is right in the eyes of doctor', async () => {
    const { site, url } = await startRecipe(file)
    const { exitCode, codes, probes } = await diagnose(site, url)
    expect(codes).toEqual([])
    expect(exitCode).toBe(0)
    expect(probes.map(({ name }) => name)).toHaveLength(17)
    expect(probes.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  })

  test('runs its handler with what simulate --to sends', async () => {
    const recipe = await startRecipe(file)
    const args = ['simulate', 'assigned', '-s', 'data.memberId=m-17', '--to', recipe.url]
    const { stdout } = await runCli(args, { cwd: recipe.site.root })
    // In time, or late on a busy machine: the first delivery loads what verifies it.
    expect(stdout).toMatch(/(?:accepted with|answered) 200/)
    expect(recipe.output).toMatch(/badge \S+ assigned to member m-17/)
  })

  test('answers 500 when its handler fails, so that Wix sends again', async () => {
    const { site, url } = await startRecipe(file, [['console.log(`badge', 'throw Error(`badge']])
    const { codes, findings } = await diagnose(site, url)
    expect(codes).toEqual(['webhook-handler-failed'])
    expect(findings[0]?.args).toMatchObject({ status: 500, event: 'assigned' })
  })
})

interface Mistake {
  file: string
  edits: readonly Edit[]
  codes: readonly string[]
  /** Of valid deliveries, those that fail. */
  contentTypes: readonly (string | null)[]
  cure: string
}

const mistakes: Record<string, Mistake> = {
  'Express with express.json() before the route': {
    file: 'express/server.js',
    edits: [['const app = express()', 'const app = express().use(express.json())']],
    codes: ['webhook-body-parsed'],
    contentTypes: ['application/json'],
    cure: 'express.text({ type: () => true })',
  },
  'Express with express.json() alone': {
    file: 'express/server.js',
    edits: [['express.text({ type: () => true })', 'express.json()']],
    codes: ['webhook-body-parsed'],
    contentTypes: ['application/json'],
    cure: 'express.text({ type: () => true })',
  },
  'Express with the default type of express.text()': {
    file: 'express/server.js',
    edits: [['express.text({ type: () => true })', 'express.text()']],
    codes: ['webhook-body-unread'],
    contentTypes: [null, 'application/json', 'application/jwt'],
    cure: 'express.text({ type: () => true })',
  },
  'Fastify without a parser for the content type': {
    file: 'fastify/server.js',
    edits: [
      ['plugin.removeAllContentTypeParsers()', ''],
      [
        "plugin.addContentTypeParser('*', { parseAs: 'string' }, async (_request, body) => body)",
        "plugin.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request, body) => body)",
      ],
    ].map(([from = '', to = '']) => [from, to] as const),
    codes: ['webhook-content-type-refused'],
    contentTypes: [null, 'application/jwt'],
    cure: "addContentTypeParser('*'",
  },
  'Fastify with its JSON parser': {
    file: 'fastify/server.js',
    edits: [['plugin.removeAllContentTypeParsers()', '']],
    codes: ['webhook-body-parsed'],
    contentTypes: ['application/json'],
    cure: 'removeAllContentTypeParsers()',
  },
  'Hono that calls c.req.json()': {
    file: 'hono/server.js',
    edits: [
      ['webhooks.parseRequest(request)', 'webhooks.parseJWT(await request.json())'],
      ['receive(c.req.raw)', 'receive(c.req)'],
    ],
    codes: ['webhook-body-parsed'],
    contentTypes: ['text/plain', null, 'application/json', 'application/jwt'],
    cure: 'Read the body as text',
  },
}

describe('a classic mistake is found: ', { timeout: 60_000 }, () => {
  test.each(Object.entries(mistakes))('%s', async (_title, { file, edits, codes, ...expected }) => {
    const { site, url } = await startRecipe(file, edits)
    const diagnosis = await diagnose(site, url)
    expect(diagnosis.codes).toEqual(codes)
    expect(diagnosis.exitCode).toBe(1)
    const [finding] = diagnosis.findings
    expect(finding?.args.contentTypes).toEqual(expected.contentTypes)
    expect(finding?.todo).toContain(expected.cure)
  })

  test('a handler that takes its time, and what the page on recipes says to do', async () => {
    const slow: Edit = ['onBadgeAssigned((', 'onBadgeAssigned(async (']
    const work: Edit = [
      '  console.log(`badge',
      '  await new Promise((done) => setTimeout(done, 1400))\n  console.log(`badge',
    ]
    const late = await startRecipe('express/server.js', [slow, work])
    expect((await diagnose(late.site, late.url)).codes).toEqual(['webhook-late'])
    const deferred = await startRecipe('express/server.js', [slow, work, [runsHandlers(), keeps()]])
    expect((await diagnose(deferred.site, deferred.url)).codes).toEqual([])
    await expect.poll(() => deferred.output, { timeout: 5000 }).toMatch(/badge \S+ assigned/)
  })

  test('the public key of another app', async () => {
    const other = await startRecipe('express/server.js')
    const { site, url } = await startRecipe('express/server.js')
    expect((await diagnose(site, other.url)).codes).toEqual(['webhook-key-other'])
    expect((await diagnose(site, url)).codes).toEqual([])
  })

  test('a public key with \\n written out', async () => {
    const publicKey = '-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----'
    const edits: Edit[] = [['    return 401', '    throw error']]
    const { site, url } = await startRecipe('express/server.js', edits, { publicKey })
    const { codes, findings } = await diagnose(site, url)
    expect(codes).toEqual(['webhook-key-unreadable'])
    expect(findings[0]?.todo).toContain('badge-events keys --base64')
  })
})

/** The end of a recipe's function, from where it runs the handlers. */
function runsHandlers(): string {
  return (
    /^ {2}try \{\n {4}await webhooks\.executeHandlers[\s\S]*?^\}\n/m.exec(
      readRecipe('express/server.js'),
    )?.[0] ?? ''
  )
}

/** What the page has in its place, with a queue that is no more than a timer. */
function keeps(): string {
  const page = readFileSync(join(packageRoot, 'docs/recipes.md'), 'utf8')
  const [, code = '', worker = ''] =
    /^## Slow work[\s\S]*?```js\n([\s\S]*?)```[\s\S]*?```js\n([\s\S]*?)```/m.exec(page) ?? []
  return `${code}
async function keep(kept) {
  setTimeout(async () => {
    ${worker}
  }, 10)
}
`
}
