import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { BadgeEventsError } from '../../errors.js'
import { type KeyOrigin, type PublicKey, parsePublicKeys } from './public-key.js'

/** The variable of the environment that holds public keys, or names a file of them. */
export const publicKeyVariable = 'BADGE_EVENTS_PUBLIC_KEY'

export interface PublicKeySources {
  /** Of `--public-key`: each a file relative to `cwd`, or a key. */
  flags?: readonly string[]
  /** Value of {@link publicKeyVariable}; files are relative to the site. */
  env?: string | undefined
  /** `publicKey` of the site's config; files are relative to the site. */
  config?: readonly string[] | undefined
  cwd: string
  /** The site's folder. */
  root: string
}

/**
 * The public keys that deliveries may be signed with, each once. Those of the environment and of the
 * config count together; flags, where there are any, replace both.
 *
 * @throws BadgeEventsError `KEY_INVALID`, `FILE_UNREADABLE`
 * @see docs/keys.md
 */
export function readPublicKeys(sources: PublicKeySources): PublicKey[] {
  const { flags = [], env = '', config = [], cwd, root } = sources
  const read = (given: string, folder: string, name: string, origin: KeyOrigin): PublicKey[] => {
    const { text, file } = readGiven(given, folder)
    return parsePublicKeys(text, file === null ? name : `${name} (${file})`, origin)
  }
  const keys =
    flags.length > 0
      ? flags.flatMap((flag) => read(flag, cwd, '--public-key', 'flag'))
      : [
          ...(env.trim() === '' ? [] : read(env, root, publicKeyVariable, 'environment')),
          ...config.flatMap((key) => read(key, root, 'badge-events/config.json', 'config')),
        ]
  return keys.filter(
    ({ fingerprint }, index) => keys.findIndex((key) => key.fingerprint === fingerprint) === index,
  )
}

/** A key may be given as the name of a file. DER files are turned into the base64 of it. */
function readGiven(given: string, folder: string): { text: string; file: string | null } {
  if (!mayBeName(given)) return { text: given, file: null }
  const path = resolve(folder, given.trim())
  if (!isFile(path)) {
    // Base64 has no dot in it.
    if (!given.includes('.')) return { text: given, file: null }
    throw new BadgeEventsError('FILE_UNREADABLE', `There is no file ${path}`, {
      hint: 'A public key is given as a file, as PEM text or as its base64.',
    })
  }
  const bytes = readBytes(path)
  const text = bytes[0] === 0x30 ? bytes.toString('base64') : bytes.toString('utf8')
  return { text, file: given.trim() }
}

/** No path of a system is longer, and any key is. */
const longestName = 255

function mayBeName(given: string): boolean {
  const name = given.trim()
  return name !== '' && name.length <= longestName && !/-----|[\n\0{]/.test(name)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read ${path}: ${String(cause)}`, {
      cause,
    })
  }
}
