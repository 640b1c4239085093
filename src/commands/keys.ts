import { join } from 'node:path'
import { readConfig } from '../config.js'
import type { Context } from '../context.js'
import { localKeyFile, readLocalKey } from '../delivery/keys/local-key.js'
import { type KeyOrigin, parsePublicKeys } from '../delivery/keys/public-key.js'
import { publicKeyVariable, readPublicKeys } from '../delivery/keys/read-public-keys.js'
import { makePrivateFolder } from '../delivery/private-folder.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, findSiteRoot } from '../project.js'

export interface KeysOptions {
  /** On one line, for .env files. */
  base64?: boolean | undefined
  json?: boolean | undefined
}

/** The keys of a site; `--json` prints it as it is. */
export interface KeysReport {
  /** The key that badge-events signs with. */
  local: {
    /** SPKI PEM. */
    publicKey: string
    /** The PEM text in base64. */
    base64: string
    fingerprint: string
    /** The private half, relative to the site. */
    file: string
  }
  /** Those that deliveries may be signed with too. */
  configured: { fingerprint: string; origin: KeyOrigin }[]
}

/** `keys`: prints the site's local public key as the SDK's `AppStrategy` takes it. */
export async function keysRun({ base64, json }: KeysOptions, context: Context): Promise<number> {
  const { io } = context
  const report = readKeys(context)
  if (json) {
    io.out(`${JSON.stringify(report, null, 2)}\n`)
    return 0
  }
  io.out(base64 ? `${report.local.base64}\n` : report.local.publicKey)
  const { renderKeysNote } = await import('../output/render/keys.js')
  io.err(await renderKeysNote(report, { asBase64: base64 === true }, io.errColour))
  return 0
}

function readKeys({ cwd, env }: Context): KeysReport {
  const root = findSiteRoot(cwd)
  if (root === null) {
    throw new BadgeEventsError('SITE_NOT_FOUND', `Found no Wix site in ${cwd} or above it`, {
      hint: 'Go to the folder with wix.config.json or package.json: each site has a key of its own.',
    })
  }
  const configured = readPublicKeys({
    env: env[publicKeyVariable],
    config: readConfig(root).publicKey,
    cwd,
    root,
  })
  const folder = join(root, '.badge-events')
  makePrivateFolder(folder)
  const { publicKey } = readLocalKey(folder)
  const file = displayPath(root, localKeyFile(folder))
  const [local] = parsePublicKeys(publicKey, file, 'local')
  return {
    local: {
      publicKey,
      base64: Buffer.from(publicKey).toString('base64'),
      fingerprint: local?.fingerprint ?? '',
      file,
    },
    configured: configured.map(({ fingerprint, origin }) => ({ fingerprint, origin })),
  }
}
