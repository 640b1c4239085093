import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { newId } from './new-id.js'
import { createRandom } from './seeded.js'

/** Makes the ids and bytes of `crypto`, global or imported, follow the seed. */
export function installSeededCrypto(seed: number): void {
  const random = createRandom(seed)
  const fill = <T extends ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (const index of bytes.keys()) bytes[index] = Math.floor(random() * 256)
    return view
  }
  const randomUUID = (): string => newId(random)
  const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void) => {
    const bytes = fill(Buffer.alloc(size))
    if (callback) setImmediate(callback, null, bytes)
    return callback ? undefined : bytes
  }
  define(globalThis.crypto, { randomUUID, getRandomValues: fill })
  define(nodeCrypto, { randomUUID, randomBytes })
  // Named imports of a built-in module are copies of its properties.
  syncBuiltinESMExports()
}

function define(target: object, functions: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(functions)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true })
  }
}
