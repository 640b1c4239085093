import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:net'

/** What the set-up rules ask about the machine. */
export interface Environment {
  env: Readonly<Record<string, string | undefined>>
  /** Without the leading `v`. */
  nodeVersion: string
  isPortFree(port: number): Promise<boolean>
  canWrite(path: string): boolean
}

/** This machine. */
export function createEnvironment(env: Environment['env']): Environment {
  return { env, nodeVersion: process.versions.node, isPortFree, canWrite }
}

/** Only a port that somebody holds is taken: other reasons say nothing about the port. */
function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    )
  })
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
