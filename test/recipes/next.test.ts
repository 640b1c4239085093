import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { runCli } from '../cli/run-cli.js'
import { diagnose, readRecipe } from './recipe.js'
import { bareEnvironment, type ServerProcess, startNode } from './server-process.js'

/** A folder with next, react, react-dom and the Wix packages in its `node_modules`; the gate sets it. */
const installed = process.env.BADGE_EVENTS_NEXT

const recipe = 'next/app/webhook/route.js'
const env = { NEXT_TELEMETRY_DISABLED: '1' }

/** The mistakes, each a route of its own, and what keeps them in the same application. */
const routes: Record<string, string> = {
  'app/webhook/route.js': readRecipe(recipe),
  'app/json/route.js': readRecipe(recipe, [
    ['webhooks.parseRequest(request)', 'webhooks.parseJWT(await request.json())'],
  ]),
  'pages/api/parsed.js': apiRoute('request.body'),
  'pages/api/raw.js': `${apiRoute('await text(request)')}
import { text } from 'node:stream/consumers'
export const config = { api: { bodyParser: false } }
`,
}

/** What the recipe does, in an API route of the pages router. */
function apiRoute(body: string): string {
  return `${readRecipe(recipe, [
    ['export async function POST(request) {', 'async function receive(body) {'],
    ['webhooks.parseRequest(request)', 'webhooks.parseJWT(body)'],
    ['(status) => new Response(null, { status })', '(status) => status'],
  ])}
export default async function handler(request, response) {
  response.status(await receive(${body})).end()
}
`
}

describe('Next.js', { timeout: 60_000 }, () => {
  test('is there in the gate', () => {
    if (process.env.CI) expect(installed, 'BADGE_EVENTS_NEXT is not set').toBeDefined()
  })
})

describe.skipIf(installed === undefined)('next/app/webhook/route.js', { timeout: 60_000 }, () => {
  let root = ''
  let server: ServerProcess | undefined

  // One build holds them all: it takes as long as all that follows.
  beforeAll(async () => {
    if (installed === undefined) return
    root = mkdtempSync(join(installed, 'site-'))
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
    for (const [file, text] of Object.entries(routes)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    const next = join(installed, 'node_modules/next/dist/bin/next')
    const environment = { ...bareEnvironment(), ...env }
    await promisify(execFile)(process.execPath, [next, 'build'], { cwd: root, env: environment })
    const { publicKey } = readLocalKey(join(root, '.badge-events'))
    server = await startNode([next, 'start', '-H', '127.0.0.1', '-p', '0'], {
      cwd: root,
      env: { ...env, WIX_PUBLIC_KEY: Buffer.from(publicKey).toString('base64') },
    })
  }, 180_000)

  afterAll(async () => {
    await server?.stop()
    rmSync(root, { recursive: true, force: true })
  })

  const address = (route: string): string => `${server?.url}${route}`

  test('is right in the eyes of doctor', async () => {
    const { exitCode, codes, probes } = await diagnose({ root }, address('/webhook'))
    expect(codes).toEqual([])
    expect(exitCode).toBe(0)
    expect(probes.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  })

  test('runs its handler with what simulate --to sends', async () => {
    const args = ['simulate', 'assigned', '-s', 'data.memberId=m-17', '--to', address('/webhook')]
    const { stdout } = await runCli(args, { cwd: root })
    expect(stdout).toMatch(/(?:accepted with|answered) 200/)
    expect(server?.output).toMatch(/badge \S+ assigned to member m-17/)
  })

  test('with request.json() is found', async () => {
    const { codes, findings } = await diagnose({ root }, address('/json'))
    expect(codes).toEqual(['webhook-body-parsed'])
    expect(findings[0]?.args.contentTypes).toHaveLength(4)
  })

  test('as an API route with the default body parser is found', async () => {
    const { codes, findings } = await diagnose({ root }, address('/api/parsed'))
    expect(codes).toEqual(['webhook-body-parsed'])
    expect(findings[0]?.args.contentTypes).toEqual(['application/json'])
    expect(findings[0]?.todo).toContain('bodyParser: false')
  })

  test('as an API route without it is right', async () => {
    expect((await diagnose({ root }, address('/api/raw'))).codes).toEqual([])
  })
})
