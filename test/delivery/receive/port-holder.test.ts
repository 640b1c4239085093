import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { describeHolder } from '../../../src/delivery/receive/port-holder.js'

async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

describe('describeHolder', () => {
  it.runIf(process.platform === 'linux')('names the process that listens on a port', async () => {
    const { port, close } = await listening()
    expect(describeHolder(port)).toMatch(new RegExp(`\\(process ${process.pid}\\)$`))
    await close()
  })

  it('gives null when nobody does', async () => {
    const { port, close } = await listening()
    await close()
    expect(describeHolder(port)).toBeNull()
  })
})
