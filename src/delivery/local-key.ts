import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadgeEventsError } from '../errors.js'

/** The key pair that stands in for Wix's own on the developer's machine. */
export interface LocalKey {
  /** PKCS#8 PEM. */
  privateKey: string
  /** SPKI PEM, the form in which Wix hands out its public key. */
  publicKey: string
}

/**
 * Reads the local key of a site, and makes it on first use. RSA 2048, like the key of a Wix app.
 *
 * @param folder - the site's `.badge-events` folder
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export function readLocalKey(folder: string): LocalKey {
  const path = join(folder, 'keys', 'local.pem')
  const privateKey = read(path) ?? create(path)
  return { privateKey, publicKey: publicKeyOf(privateKey) }
}

/** A key pair that is used once and kept nowhere. */
export function createLocalKey(): LocalKey {
  const privateKey = generate()
  return { privateKey, publicKey: publicKeyOf(privateKey) }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function create(path: string): string {
  const privateKey = generate()
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, privateKey, { mode: 0o600, flag: 'wx' })
    return privateKey
  } catch (cause) {
    // Another process was first: its key is the one.
    const theirs = (cause as NodeJS.ErrnoException).code === 'EEXIST' ? read(path) : undefined
    if (theirs !== undefined) return theirs
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot keep the local key in ${path}`, {
      cause,
      hint: 'Check that the folder .badge-events is writable.',
    })
  }
}

function generate(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
}
