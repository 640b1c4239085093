import type { InProcessBackend, WorldSeeds } from '../../platform/backend.js'
import type { EventOptions } from '../prepare-event.js'
import type { WorldRecord } from './record.js'
import type { TestSite } from './slot.js'

/** The backend behind the tests of one file, and what happened in it since the last test began. */
export interface TestRuntime {
  readonly site: TestSite
  readonly backend: InProcessBackend
  readonly record: WorldRecord
  /** Gives the exports of a Wix module. */
  load(specifier: string): Promise<object>
  /** Adds to the world: for this test, or outside of tests for all those of the file that follow. */
  seed(seeds: WorldSeeds): void
  failNext(target: string, error: unknown): void
  /** Targets of `failNext` that were never called. */
  unusedFaults(): string[]
  /** An event as its handler receives it; the world agrees with it from now on. */
  createEvent(name: string, options: EventOptions): object
  /** Begins a test file. */
  startFile(site: TestSite): Promise<void>
  startTest(): void
  endTest(): void
  /** A new world, as at the beginning of the test. */
  reset(): void
}
