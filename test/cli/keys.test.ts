import { AppStrategy, createClient } from '@wix/sdk'
import { describe, expect, test } from 'vitest'
import { createPair } from '../delivery/verify/sign.js'
import { runCli } from './run-cli.js'
import { createSite, siteWith } from './site.js'

const handlers = 'export function wixBadges_onBadgeAssigned() {}'

/** A webhook signed with the site's local key, through the processing of the real SDK. */
async function process(root: string, publicKey: string) {
  const { stdout } = await runCli(['generate', 'assigned', '--form', 'webhook'], { cwd: root })
  const { webhooks } = createClient({
    auth: AppStrategy({ appId: 'app', publicKey }),
    modules: {},
  })
  return webhooks.process(stdout)
}

describe('keys', () => {
  test('prints a key that the SDK takes, and the same again', async () => {
    const { root } = siteWith(handlers)
    const { exitCode, stdout, stderr } = await runCli(['keys'], { cwd: root })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/)
    expect(stderr).toContain('In development only')
    expect(stderr).toContain('No public key of an app is set')
    expect(await process(root, stdout)).toMatchObject({
      eventType: 'wix.badges.v3.badge_badge_assigned',
    })
    expect((await runCli(['keys'], { cwd: root })).stdout).toBe(stdout)
  })

  test('--base64 prints it on one line, which the SDK takes too', async () => {
    const { root } = siteWith(handlers)
    const { stdout, stderr } = await runCli(['keys', '--base64'], { cwd: root })
    expect(stdout).toMatch(/^[\w+/]+=*\n$/)
    expect(stderr).toContain('WIX_PUBLIC_KEY=')
    expect(await process(root, stdout.trim())).toHaveProperty('instanceId')
  })

  test('--json prints all forms, and the keys that are set', async () => {
    const [first, second] = [createPair().publicKey, createPair().publicKey]
    const { root } = siteWith(handlers, {
      'badge-events/config.json': JSON.stringify({ publicKey: second }),
    })
    const env = { BADGE_EVENTS_PUBLIC_KEY: first.replaceAll('\n', '\\n') }
    const { stdout, stderr } = await runCli(['keys', '--json'], { cwd: root, env })
    expect(stderr).toBe('')
    const { local, configured } = JSON.parse(stdout)
    expect(local).toEqual({
      publicKey: (await runCli(['keys'], { cwd: root, env })).stdout,
      base64: Buffer.from(local.publicKey).toString('base64'),
      fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      file: '.badge-events/keys/local.pem',
    })
    expect(configured).toEqual([
      { fingerprint: expect.any(String), origin: 'environment' },
      { fingerprint: expect.any(String), origin: 'config' },
    ])
    const shown = (await runCli(['keys'], { cwd: root, env })).stderr
    for (const { fingerprint } of configured) expect(shown).toContain(fingerprint)
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('a private key that was set for a public one is exit code 4, and is not shown', async () => {
    const { privateKey } = createPair()
    const { root } = siteWith(handlers)
    const { exitCode, stdout, stderr } = await runCli(['keys'], {
      cwd: root,
      env: { BADGE_EVENTS_PUBLIC_KEY: privateKey },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' })
    expect(stderr).toContain('it is a private key')
    expect(stderr).not.toContain(privateKey.slice(60, 90))
  })

  test('two that start at once print one key', async () => {
    const { root } = createSite({})
    const results = await Promise.all([1, 2].map(() => runCli(['keys'], { cwd: root })))
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(results[0]?.stdout).toBe(results[1]?.stdout)
  })

  test('outside a site there is none', async () => {
    const { exitCode, stderr } = await runCli(['keys'], { cwd: '/' })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Found no Wix site')
  })
})
