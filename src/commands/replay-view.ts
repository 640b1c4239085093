import type { Context } from '../context.js'
import type { Replayed, ReplayStep } from '../delivery/replay/replay.js'
import type { Delivery, DeliveryOutcome, DispatchState } from '../delivery/types.js'
import type { BadgeEventsError } from '../errors.js'
import type { TokenUse } from './replay.js'

/** Where a delivery would go, and how its token is sent; null where none is needed. */
export interface PlannedStep {
  target: string
  token: TokenUse | null
}

/** Shows what is replayed: for people, or as NDJSON. */
export interface ReplayView {
  outcome(step: ReplayStep, outcome: DeliveryOutcome, state: DispatchState, at: Date): Promise<void>
  planned(delivery: Delivery, steps: readonly PlannedStep[]): Promise<void>
  endOfPlan(): void
  end(replayed: Replayed): void
  nothing(): void
  /** So many were left out because they are unverified. */
  leftOut(count: number): void
  expired(): void
  reSigned(): void
  onReload(file: string): void
  onBroken(error: BadgeEventsError): void
}

export interface ReplayViewOptions {
  ids: readonly string[]
  /** Whether expired tokens are meant to be sent. */
  asIs?: boolean | undefined
  json?: boolean | undefined
}

export async function createReplayView(
  options: ReplayViewOptions,
  context: Context,
): Promise<ReplayView> {
  const notes = createNotes(context)
  return options.json
    ? { ...notes, ...createJsonView(context) }
    : { ...notes, ...(await createTextView(options, context)) }
}

type Shown = Pick<ReplayView, 'outcome' | 'planned' | 'endOfPlan' | 'end' | 'onBroken'>

/** On stderr, for people and programs alike. */
function createNotes({ io }: Context): Omit<ReplayView, keyof Shown> {
  const note = (text: string): void => io.err(`${text}\n`)
  return {
    nothing: () => note('No delivery fits. `badge-events log` lists the last ones.'),
    leftOut: (count) =>
      note(
        `! ${count} left out: unverified, nobody knows who sent ${count === 1 ? 'it' : 'them'}; --allow-unverified takes ${count === 1 ? 'it' : 'them'} too`,
      ),
    expired: () => note('! sent with a token that has expired: servers that verify it refuse it'),
    reSigned: () =>
      note('! signed with the local key: the app must trust it, `badge-events keys` prints it'),
    onReload() {},
  }
}

function createJsonView({ io }: Context): Shown {
  const print = async (document: object): Promise<void> => {
    await io.outChunk(`${JSON.stringify(document)}\n`)
  }
  const facts = ({ id, seq, key, eventType, eventId }: Delivery): object => ({
    ...{ id, seq, event: key, eventType, eventId },
  })
  return {
    outcome: ({ target, delivery, isRecorded }, outcome, state, at) =>
      print({
        ...{ type: 'outcome', at: at.toISOString(), ...facts(delivery) },
        ...{ target: target.name, state, isRecorded, outcome },
      }),
    planned: (delivery, steps) => print({ type: 'plan', ...facts(delivery), steps }),
    endOfPlan() {},
    end: (replayed) => void print({ type: 'end', ...replayed }),
    onBroken({ code, message }) {
      void print({ type: 'broken', code, message })
    },
  }
}

async function createTextView(options: ReplayViewOptions, context: Context): Promise<Shown> {
  const { io } = context
  const [{ createTheme }, render] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/replay.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  // A run in full is what one delivery is replayed for; of many, those that failed.
  const isVerbose = options.ids.length === 1
  return {
    async outcome({ target, delivery }, outcome, _state, at) {
      const step = { target: target.name, delivery, at }
      await io.outChunk(render.renderReplayed(step, outcome, isVerbose, canvas))
    },
    async planned(delivery, steps) {
      await io.outChunk(render.renderPlanned(delivery, steps, options.asIs === true, canvas))
    },
    endOfPlan: () => io.err('nothing was replayed: --dry-run\n'),
    end: (replayed) => io.out(render.renderReplayEnd(replayed, canvas)),
    onBroken(error) {
      void import('../output/render/error.js')
        .then(({ renderError }) => renderError(error, io.errColour))
        .then(io.err)
    },
  }
}
