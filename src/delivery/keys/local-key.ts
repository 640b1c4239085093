import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { BadgeEventsError } from '../../errors.js'

/** The key pair that stands in for Wix's own on the developer's machine. */
export interface LocalKey {
  /** PKCS#8 PEM. */
  privateKey: string
  /** SPKI PEM, the form in which Wix hands out its public key. */
  publicKey: string
}

/** The file of a site's local key, the private half. */
export function localKeyFile(folder: string): string {
  return join(folder, 'keys', 'local.pem')
}

/**
 * Reads the local key of a site, and makes it on first use. RSA 2048, like the key of a Wix app.
 *
 * @param folder - the site's `.badge-events` folder
 * @throws BadgeEventsError `FILE_UNWRITABLE`, `KEY_INVALID` when the file holds no key
 */
export function readLocalKey(folder: string): LocalKey {
  const path = localKeyFile(folder)
  const privateKey = read(path) ?? create(path)
  return { privateKey, publicKey: publicKeyOf(privateKey, path) }
}

/** A key pair that is used once and kept nowhere. */
export function createLocalKey(): LocalKey {
  const privateKey = generate()
  return { privateKey, publicKey: publicKeyOf(privateKey, 'memory') }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The file appears whole or not at all, so that nobody reads half a key. */
function create(path: string): string {
  const privateKey = generate()
  const draft = `${path}.${randomUUID()}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(draft, privateKey, { mode: 0o600, flag: 'wx' })
    place(draft, path)
    return privateKey
  } catch (cause) {
    // Another process was first: its key is the one.
    const theirs = (cause as NodeJS.ErrnoException).code === 'EEXIST' ? read(path) : undefined
    if (theirs !== undefined) return theirs
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot keep the local key in ${path}`, {
      cause,
      hint: 'Check that the folder .badge-events is writable.',
    })
  } finally {
    rmSync(draft, { force: true })
  }
}

function place(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    // Some file systems have no links.
    copyFileSync(draft, path, constants.COPYFILE_EXCL)
  }
}

function generate(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function publicKeyOf(privateKey: string, path: string): string {
  try {
    return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  } catch (cause) {
    throw new BadgeEventsError('KEY_INVALID', `The local key in ${path} cannot be read`, {
      cause,
      hint: 'Delete the file; the next command makes a new key.',
    })
  }
}
