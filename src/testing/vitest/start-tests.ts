import * as matchers from '../matchers/index.js'
import { createRuntime } from './runtime.js'
import { slot, type TestSite } from './slot.js'
import type { TestRuntime } from './test-runtime.js'

/** What is needed of Vitest. */
export interface TestApi {
  beforeAll(run: () => Promise<void>): void
  beforeEach(run: () => void): void
  afterEach(run: (context: { task: { result?: { state?: string } | undefined } }) => void): void
  expect: { extend(added: typeof matchers): void }
}

type Importer = () => Promise<Record<string, unknown>>

/** Begins a test file: the site's own doubles are put in place, and each test gets a world of its own. */
export async function startTests(
  site: TestSite,
  importDoubles: Importer,
  importDataHooks: Importer,
  { beforeAll, beforeEach, afterEach, expect }: TestApi,
): Promise<void> {
  const known: TestRuntime | undefined = Reflect.get(globalThis, slot)
  const runtime = known ?? createRuntime()
  Reflect.set(globalThis, slot, runtime)
  expect.extend(matchers)
  await runtime.startFile(site)
  const { default: doubles } = await importDoubles()
  if (doubles !== undefined) await runtime.backend.replace(doubles)

  // Later than the test file itself: the hooks then import what the test has put in place with vi.mock.
  beforeAll(async () => runtime.backend.setDataHooks(await importDataHooks()))
  beforeEach(() => runtime.startTest())
  afterEach(({ task }) => {
    const unused = runtime.unusedFaults()
    runtime.endTest()
    if (unused.length === 0 || task.result?.state === 'fail') return
    throw new Error(
      `failNext('${unused.join("'), failNext('")}') had no effect: the test made no such call.`,
    )
  })
}
