import type { EventDefinition } from '../../catalog/index.js'
import type { Io } from '../io.js'
import { createTheme } from '../theme.js'
import { pad } from './layout.js'

/** All events as a table: name, status, and the export that Wix calls. */
export async function renderEventList(
  definitions: readonly EventDefinition[],
  io: Io,
): Promise<string> {
  const theme = await createTheme(io.outColour)
  const width = (pick: (definition: EventDefinition) => string) =>
    Math.max(...definitions.map((definition) => pick(definition).length))
  const keys = width(({ key }) => key)
  const statuses = width(({ status }) => status)
  const rows = definitions.map(({ key, api, status, veloHandler, sdk }) => {
    const tint = status === 'current' ? theme.good : status === 'preview' ? theme.warn : theme.dim
    const handler =
      veloHandler ?? theme.dim(sdk ? `SDK: ${sdk.module}.${sdk.name}` : 'webhook only')
    return `  ${theme.strong(pad(key, keys))}  ${api}  ${tint(pad(status, statuses))}  ${handler}`
  })
  return `${rows.join('\n')}\n\n${theme.dim('badge-events events <name> shows one with its payload.')}\n`
}

/** One event with everything that is known of it. */
export async function renderEvent(
  definition: EventDefinition,
  fixture: unknown,
  io: Io,
): Promise<string> {
  const theme = await createTheme(io.outColour)
  const { key, aliases, title, status, api, veloHandler, webhookType, sdk } = definition
  const facts: [string, string][] = [
    ['status', `${status}, API ${api}`],
    ['Velo handler', veloHandler ?? 'none'],
    ['webhook type', webhookType],
    ['entity', `${definition.entityFqdn}, slug ${definition.slug}`],
    ['SDK', sdk ? `${sdk.module}.${sdk.name} from @wix/members` : 'none'],
    ['permission', definition.permission],
    ['docs', definition.docs],
  ]
  const names = aliases.length > 0 ? theme.dim(`  also: ${aliases.join(', ')}`) : ''
  return [
    `${theme.strong(key)}  ${title}${names}`,
    '',
    ...facts.map(([label, value]) => `  ${theme.dim(pad(label, 12))}  ${value}`),
    ...(definition.notes.length > 0
      ? ['', ...definition.notes.map((note) => `  ${theme.warn('!')} ${note}`)]
      : []),
    '',
    'event object',
    JSON.stringify(fixture, null, 2),
    '',
  ].join('\n')
}
