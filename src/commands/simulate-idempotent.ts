import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.js'
import type { Effect } from '../runner/result.js'
import type { HandlerThread } from '../runner/thread.js'
import type { Cure } from '../scaffold/cures/write-cures.js'
import { type IdempotencyProof, proveIdempotency } from '../simulation/idempotency.js'
import { createJob } from '../simulation/job.js'
import type { LoadedSite } from '../simulation/site.js'
import { unlessInterrupted } from './interrupt.js'
import { createSimulationRunner, type SimulateOptions } from './simulation.js'
import { openStory } from './story-opening.js'

/** What was found out about one handler, as `--json` prints it last. */
export interface IdempotencyVerdict {
  handler: string
  status: IdempotencyProof['status']
  repeats: string[]
  calls: Effect[]
  cures: Cure[]
}

/**
 * `simulate --idempotent`: delivers the event twice and shows what the second delivery did that should
 * happen once. Exit code 0 when there is nothing.
 */
export async function simulateIdempotent(
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
): Promise<number> {
  const opened = await openStory(options, context)
  if (!opened) return 1
  const { site, story, view, verdicts } = opened
  const together = (options.concurrent ?? 1) > 1
  const runner = createSimulationRunner(site, { ...options, fresh: false }, context, thread)
  context.signal.addEventListener('abort', () => void runner.close())
  let isProven = true
  for (const run of story.chapters[0]?.runs ?? []) {
    const head = runner.describe(createJob(run, site.bundle, context.newId))
    const proof = await unlessInterrupted(
      () =>
        proveIdempotency(story, run, site.bundle, runner, {
          together,
          newId: context.newId,
          onDelivery(number) {
            view.part(
              number === 1
                ? 'first delivery'
                : together
                  ? 'the same event twice at once'
                  : 'second delivery, the same event',
            )
            view.start(head)
          },
          onResult(result) {
            for (const entry of result.logs) view.log(entry)
            view.finish(result)
          },
        }),
      context.signal,
    )
    if (proof.status !== 'idempotent') isProven = false
    const verdict = await toVerdict(proof, site)
    view.idempotency(verdict)
    verdicts?.addIdempotency(verdict, proof.first)
  }
  await verdicts?.finish()
  return isProven ? 0 : 1
}

async function toVerdict(
  proof: IdempotencyProof,
  { project }: LoadedSite,
): Promise<IdempotencyVerdict> {
  const { handler, status } = proof
  if (proof.status === 'unproven') return { handler, status, repeats: [], calls: [], cures: [] }
  const { repeats, calls, first } = proof
  if (status === 'idempotent') return { handler, status, repeats, calls, cures: [] }
  const { writeCures } = await import('../scaffold/cures/write-cures.js')
  const write = calls.find(({ method, place }) => place && /insert$/i.test(method))
  const cures = writeCures({
    file: first.place?.file ?? first.file,
    handler,
    // Only a run of the SDK tells which handlers it had.
    shape: first.handlers === undefined ? 'velo' : 'sdk',
    event: first.input,
    insert:
      write?.place && typeof write.args[0] === 'string'
        ? { place: write.place, collection: write.args[0] }
        : null,
    read: (file) => readText(join(project.root, file)),
  })
  return { handler, status, repeats, calls, cures }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
