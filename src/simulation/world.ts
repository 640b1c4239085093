import { readFileSync } from 'node:fs'
import { BadgeEventsError } from '../errors.js'
import { parseJson } from '../event/json.js'
import { splitAssignment } from '../event/overrides.js'
import { isRecord, kindOf } from '../event/record.js'
import type { WorldSettings } from '../platform/protocol.js'
import type { PreparedRun } from './job.js'

const parts = ['members', 'badges', 'contacts', 'collections'] as const

/**
 * A world with changes of the member, badge or contact that the events are about, each `path=value`,
 * checked against these events.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export async function changeWorld(
  world: WorldSettings,
  set: readonly string[],
  runs: readonly PreparedRun[],
): Promise<WorldSettings> {
  if (set.length === 0) return world
  const settings = {
    ...world,
    overrides: set.map((text) => {
      const { pathText, value } = splitAssignment(text)
      return { path: pathText, value }
    }),
  }
  await checkOverrides(settings, runs)
  return settings
}

/**
 * Reads what a site is like from a file.
 *
 * @param name - what to call the file in messages
 * @throws BadgeEventsError `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`, `DATA_INVALID`
 */
export function readWorldFile(path: string, name: string): WorldSettings {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new BadgeEventsError('FIXTURE_NOT_FOUND', `Cannot read the world ${path}`, {
      cause,
      hint: `A world is a JSON object with any of ${parts.join(', ')}.`,
    })
  }
  const world: unknown = parseJson(text, name)
  if (!isRecord(world)) throw invalidWorld(name, `expected an object, got ${kindOf(world)}`)
  const unknown = Object.keys(world).find((key) => !parts.some((part) => part === key))
  if (unknown !== undefined) throw invalidWorld(name, `there is no "${unknown}"`)
  for (const part of ['members', 'badges', 'contacts'] as const) {
    if (world[part] !== undefined && !Array.isArray(world[part])) {
      throw invalidWorld(name, `expected ${part} to be an array, got ${kindOf(world[part])}`)
    }
  }
  return world
}

function invalidWorld(name: string, reason: string): BadgeEventsError {
  return new BadgeEventsError('DATA_INVALID', `${name} describes no world: ${reason}`, {
    hint: `A world is a JSON object with any of ${parts.join(', ')}: { "members": [{ "_id": "ann" }], "collections": { "Log": [] } }`,
  })
}

async function checkOverrides(settings: WorldSettings, runs: readonly PreparedRun[]) {
  const { createSiteState } = await import('../platform/site-state.js')
  const { applySiteOverrides, completeFromEvent, seedSite } = await import(
    '../platform/site-seed.js'
  )
  for (const { target, event } of runs) {
    if (!target.definition) continue
    const { key } = target.definition
    const site = createSiteState()
    seedSite(site, settings)
    completeFromEvent(site, key, event)
    const [problem] = applySiteOverrides(site, key, event, settings.overrides ?? [])
    if (problem !== undefined) throw new BadgeEventsError('OVERRIDE_INVALID', problem)
  }
}
