import type { Readable, Writable } from 'node:stream'

/** The streams of the process: stdout is the answer, stderr is everything about it. */
export interface Io {
  out(text: string): void
  err(text: string): void
  /** Writes to stdout, bytes as they are. Resolves when more may follow; false when nobody reads any more. */
  outChunk(chunk: string | Uint8Array): Promise<boolean>
  /** Everything on stdin, as text. */
  readStdin(): Promise<string>
  /** Stdin piece by piece. */
  stdinChunks(): AsyncIterable<Uint8Array>
  /**
   * Listens to single keys where stdin is a terminal; nothing happens where it is not. Ctrl-C stays
   * Ctrl-C. Returns what ends it.
   */
  onKey(listener: (key: string) => void): () => void
  stdinIsTTY: boolean
  outIsTTY: boolean
  errIsTTY: boolean
  /** Width of the terminal; 80 where there is none. */
  columns: number
  outColour: boolean
  errColour: boolean
}

interface Streams {
  stdin: Readable & { isTTY?: boolean; setRawMode?(isRaw: boolean): unknown }
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean }
  /** Signals reach the process's own listeners. */
  emit(signal: 'SIGINT'): boolean
}

/** Wraps the process's streams. Colours follow `--no-color`, NO_COLOR, FORCE_COLOR, then the terminal. */
export function createIo(
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Io {
  const { stdin, stdout, stderr } = streams
  const wanted = wantedColour(env, argv)
  // `badge-events … | head` closes the pipe early; that is the reader's right and no error.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe)
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outChunk: (chunk) =>
      new Promise((resolve) => void stdout.write(chunk, (error) => resolve(!error))),
    stdinChunks: () => stdin,
    async readStdin() {
      const chunks: Buffer[] = []
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
      return Buffer.concat(chunks).toString('utf8')
    },
    onKey: (listener) => listenToKeys(streams, listener),
    stdinIsTTY: stdin.isTTY === true,
    outIsTTY: stdout.isTTY === true,
    errIsTTY: stderr.isTTY === true,
    columns: stdout.columns ?? 80,
    outColour: wanted ?? stdout.isTTY === true,
    errColour: wanted ?? stderr.isTTY === true,
  }
}

const controlC = '\u0003'

function listenToKeys(streams: Streams, listener: (key: string) => void): () => void {
  const { stdin } = streams
  if (stdin.isTTY !== true || !stdin.setRawMode) return () => {}
  // In raw mode the terminal makes no signal of Ctrl-C.
  const onData = (data: Buffer): void => {
    for (const key of data.toString('utf8')) {
      if (key === controlC) streams.emit('SIGINT')
      else listener(key)
    }
  }
  stdin.setRawMode(true)
  stdin.on('data', onData)
  stdin.resume()
  return () => {
    stdin.off('data', onData)
    stdin.setRawMode?.(false)
    stdin.pause()
  }
}

function wantedColour(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): boolean | undefined {
  if (argv.includes('--no-color')) return false
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  if (env.TERM === 'dumb') return false
  return undefined
}

function ignoreClosedPipe(error: Error & { code?: string }): void {
  if (error.code !== 'EPIPE') throw error
}
