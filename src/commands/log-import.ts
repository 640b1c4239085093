import { randomUUID } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfig } from '../config.js'
import type { Context } from '../context.js'
import { readLocalKey } from '../delivery/keys/local-key.js'
import { parsePublicKeys } from '../delivery/keys/public-key.js'
import { publicKeyVariable, readPublicKeys } from '../delivery/keys/read-public-keys.js'
import { openLog } from '../delivery/log/log.js'
import { makePrivateFolder } from '../delivery/private-folder.js'
import { type Imported, importDeliveries } from '../delivery/transfer/import.js'
import { createVerifier } from '../delivery/verify/verifier.js'
import { BadgeEventsError } from '../errors.js'
import { findLog } from './log-open.js'

export interface LogImportOptions {
  /** `-` for stdin. */
  file: string
  /** Each a file, PEM text or its base64. */
  publicKey: readonly string[]
  json?: boolean | undefined
}

/** `log import`: adds the deliveries of an export to the log, their signatures checked again. */
export async function logImportRun(options: LogImportOptions, context: Context): Promise<number> {
  const { io, cwd, env, signal } = context
  const { root, folder } = findLog(context)
  makePrivateFolder(folder)
  const { publicKey: config } = readConfig(root)
  const keys = readPublicKeys({
    ...{ flags: options.publicKey, env: env[publicKeyVariable], config, cwd, root },
  })
  const localKey =
    parsePublicKeys(readLocalKey(folder).publicKey, 'the local key', 'local')[0] ?? null
  const source = await openSource(options.file, folder, context)
  const log = await openLog(folder)
  try {
    const imported = await importDeliveries({
      ...{ log, open: source.open, name: source.name, signal },
      verifierAt: (now) => createVerifier({ keys, localKey, now }),
    })
    if (options.json) io.out(`${JSON.stringify(toJson(imported))}\n`)
    else io.out((await import('../output/render/log-import.js')).renderImported(imported))
    return imported.isInterrupted ? 130 : 0
  } finally {
    await log.close()
    source.close()
  }
}

function toJson({ added, known, verification }: Imported): object {
  return { added, known, verification }
}

interface Source {
  name: string
  /** Can be read more than once. */
  open(): AsyncIterable<Uint8Array>
  close(): void
}

async function openSource(file: string, folder: string, { io, cwd }: Context): Promise<Source> {
  if (file !== '-') {
    const path = resolve(cwd, file)
    return { name: file, open: () => readFile(path), close() {} }
  }
  if (io.stdinIsTTY) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      '`log import -` reads stdin, and stdin is the terminal',
      {
        hint: 'Pipe an export in: badge-events log export | …',
      },
    )
  }
  // Stdin can be read but once; on disk, because it may be larger than the memory.
  const path = join(folder, `import.${randomUUID()}.part`)
  const close = (): void => rmSync(path, { force: true })
  try {
    const copy = await open(path, 'wx', 0o600)
    try {
      for await (const chunk of io.stdinChunks()) await copy.write(chunk)
    } finally {
      await copy.close()
    }
  } catch (error) {
    close()
    throw error
  }
  return { name: 'stdin', open: () => readFile(path), close }
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (cause) {
    throw new BadgeEventsError(
      'FILE_UNREADABLE',
      `Cannot read ${path}: ${(cause as Error).message}`,
      {
        cause,
        hint: 'Give the file that `badge-events log export -o` wrote.',
      },
    )
  }
}
