import { definitions, type EventDefinition } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import type { HandlerExport } from '../runner/exports.js'
import { looksLikeHandler } from '../runner/select.js'
import { shapes } from '../runner/shapes/index.js'
import { type ListedFixture, listFixtures, readFixtureFile } from './fixture.js'

/** A handler, and a fixture of the event that it handles. */
export interface Pair {
  handler: HandlerExport
  /** Null for an event outside the catalog. */
  definition: EventDefinition | null
  /** `assigned.gold`, a fixture of the site; the event's key for the one that ships with the package. */
  name: string
  /** Null for the one that ships with the package. */
  path: string | null
}

/** A handler without a fixture, or a fixture without a handler. */
export interface Unpaired {
  name: string
  reason: string
  /** It is a file that cannot be read as an event: nobody can tell which handler should have had it. */
  isBroken: boolean
}

/**
 * Each exported handler with each fixture of the site that is of its event; with the one that ships
 * with the package where the site has none.
 *
 * @param folder - the site's `badge-events` folder
 */
export function pairUp(
  exports: readonly HandlerExport[],
  folder: string,
): { pairs: Pair[]; unpaired: Unpaired[] } {
  const fixtures = listFixtures(folder)
  const handlers = inOrder(exports.filter(isHandler))
  const taken = new Set<ListedFixture>()
  const unpaired: Unpaired[] = []
  const pairs = handlers.flatMap((handler): Pair[] => {
    const definition = definitionOf(handler.name)
    const own = fixtures
      .filter((fixture) => isOf(fixture, handler.name, definition))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const fixture of own) taken.add(fixture)
    if (own.length > 0) {
      return own.map(({ name, path }) => ({ handler, definition, name, path }))
    }
    if (definition) return [{ handler, definition, name: definition.key, path: null }]
    unpaired.push({ name: handler.name, reason: noFixture(handler.name), isBroken: false })
    return []
  })
  for (const fixture of fixtures) {
    if (taken.has(fixture)) continue
    unpaired.push({ name: `${fixture.name}.json`, ...noHandler(fixture) })
  }
  return { pairs, unpaired }
}

/** One of several registrations for an event stands for all, which get the event together. */
function isHandler(
  { name, shape }: HandlerExport,
  index: number,
  exports: readonly HandlerExport[],
): boolean {
  if (shape === undefined) return looksLikeHandler(name)
  return exports.findIndex((other) => other.name === name) === index
}

/** As they stand in the file. */
function inOrder(handlers: readonly HandlerExport[]): HandlerExport[] {
  const lineOf = ({ position }: HandlerExport): number => position?.[0] ?? Number.POSITIVE_INFINITY
  return handlers.toSorted((a, b) => lineOf(a) - lineOf(b) || (a.name < b.name ? -1 : 1))
}

function definitionOf(handler: string): EventDefinition | null {
  // To the letter: Wix calls no other spelling.
  const isOf = (definition: EventDefinition): boolean =>
    shapes.some(({ handlerOf }) => handlerOf(definition) === handler)
  return definitions.find(isOf) ?? null
}

function isOf(
  fixture: ListedFixture,
  handler: string,
  definition: EventDefinition | null,
): boolean {
  if (definition) return fixture.definition?.key === definition.key
  // Nothing but its name says which event outside the catalog it is.
  if (fixture.definition) return false
  return fixture.name === handler || fixture.name.startsWith(`${handler}.`)
}

function noFixture(handler: string): string {
  return `not in the catalog, and there is no fixtures/${handler}.json`
}

function noHandler({ name, definition, path }: ListedFixture): Omit<Unpaired, 'name'> {
  if (definition) {
    const { key, veloHandler } = definition
    const reason = veloHandler ? `nothing exports ${veloHandler}` : `Velo has no handler for ${key}`
    return { reason, isBroken: false }
  }
  try {
    readFixtureFile(path, `${name}.json`)
  } catch (error) {
    if (error instanceof BadgeEventsError) return { reason: error.message, isBroken: true }
    throw error
  }
  const reason = 'neither its name nor its content says which event it is'
  return { reason, isBroken: false }
}
