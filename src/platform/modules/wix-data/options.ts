import { createDataError } from './errors.js'

const names = [
  'suppressAuth',
  'suppressHooks',
  'consistentRead',
  'omitTotalCount',
  'returnTotalCount',
] as const

/** The switches of a call. Which of them have an effect depends on the module. */
export type Flags = Partial<Record<(typeof names)[number], boolean>>

const noFlags: Flags = {}

/** Reads the options of a call; a switch that is no boolean is refused. */
export function readFlags(options: unknown): Flags {
  if (options === undefined || options === null) return noFlags
  if (typeof options !== 'object') throw invalid('the options must be an object')
  const flags: Record<string, unknown> = { ...options }
  for (const name of names) {
    const value = flags[name]
    if (value !== undefined && typeof value !== 'boolean') {
      throw invalid(`the option ${name} must be true or false`)
    }
  }
  return flags
}

function invalid(text: string): Error {
  return createDataError({ code: 'WDE0018', text })
}
