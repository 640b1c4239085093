import { type CliOptions, type RunningCli, startCli } from './run-cli.js'

export interface RunningTail extends RunningCli {
  url: string
  /** The NDJSON documents so far, of one type. */
  documents(type: string): Record<string, unknown>[]
  /** Waits until there are so many documents of a type. */
  until(type: string, count?: number): Promise<Record<string, unknown>[]>
}

/** `tail --json` at any free port, once it listens. It ends with the test. */
export async function startTail(
  args: readonly string[],
  options: CliOptions,
): Promise<RunningTail> {
  const cli = startCli(['tail', '--port', '0', '--json', ...args], options)
  const documents = (type: string): Record<string, unknown>[] =>
    cli.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((document) => document.type === type)
  await cli.waitFor(() => documents('ready').length > 0, 'the readiness line')
  return Object.defineProperties({} as RunningTail, {
    ...Object.getOwnPropertyDescriptors(cli),
    url: { value: String(documents('ready')[0]?.url) },
    documents: { value: documents },
    until: {
      async value(type: string, count = 1) {
        await cli.waitFor(() => documents(type).length >= count, `${count} of "${type}"`)
        return documents(type)
      },
    },
  })
}

/** Posts a body, and gives the status and what was answered. */
export async function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, text: await response.text() }
}
