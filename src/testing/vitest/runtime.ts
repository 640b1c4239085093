import { BadgeEventsError } from '../../errors.js'
import type { WorldSeeds } from '../../platform/backend.js'
import { createInProcessBackend } from '../../platform/in-process.js'
import type { SiteSettings } from '../../platform/protocol.js'
import { readCannedAnswers } from '../../runner/canned-answers.js'
import { siteSettings } from '../../simulation/settings.js'
import { createEvent } from './create-event.js'
import { createFaults } from './faults.js'
import { createRecord, type WorldRecord } from './record.js'
import type { TestSite } from './slot.js'
import type { TestRuntime } from './test-runtime.js'

/** Creates the runtime of a thread. */
export function createRuntime(): TestRuntime {
  const faults = createFaults()
  const backend = createInProcessBackend(faults.take)
  let site: TestSite | undefined
  let settings: SiteSettings | undefined
  let record: WorldRecord | undefined
  let fileSeeds: WorldSeeds[] = []
  let isInTest = false
  const begun = <T>(value: T | undefined): T => {
    if (value) return value
    throw new BadgeEventsError('USAGE_INVALID', 'The tests have not begun yet')
  }

  const reset = (): void => {
    const fresh = createRecord(begun(site).root, (collection, id) =>
      structuredClone(backend.world.collection(collection).get(id)),
    )
    record = fresh
    faults.clear()
    backend.begin(begun(settings), fresh.listen)
    for (const seeds of fileSeeds) addSeeds(seeds)
  }
  const addSeeds = (seeds: WorldSeeds): void => {
    try {
      backend.seed(seeds)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new BadgeEventsError('DATA_INVALID', `world.seed: ${reason}`, { cause })
    }
  }

  const runtime: TestRuntime = {
    get site() {
      return begun(site)
    },
    backend,
    get record() {
      return begun(record)
    },
    load: backend.load,
    seed(seeds) {
      addSeeds(seeds)
      if (!isInTest) fileSeeds.push(structuredClone(seeds))
    },
    createEvent: (name, options) => createEvent(runtime, name, options),
    failNext: faults.add,
    unusedFaults: faults.left,
    async startFile(given) {
      site = given
      settings = await readSettings(given)
      fileSeeds = []
      isInTest = false
      backend.setDataHooks({})
      reset()
    },
    startTest() {
      isInTest = true
      reset()
    },
    endTest() {
      isInTest = false
    },
    reset,
  }
  return runtime
}

async function readSettings({ root, folder, liveFetch }: TestSite): Promise<SiteSettings> {
  const cannedAnswers = await readCannedAnswers(folder)
  return siteSettings({ root, folder }, { cannedAnswers, liveFetch, settleMs: 0 })
}
