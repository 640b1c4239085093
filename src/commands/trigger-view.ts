import type { EventKey } from '../catalog/index.js'
import type { Context } from '../context.js'
import type { DeliverySummary } from '../delivery/log/log.js'
import type { BadgeEventsError } from '../errors.js'
import type { Credentials } from '../trigger/credentials.js'
import type { WixRequest } from '../trigger/describe-request.js'
import type { Rehearsal } from '../trigger/rehearse.js'
import type { PlanRun } from '../trigger/run-plan.js'
import type { Act, Undo } from '../trigger/types.js'
import { commandLine } from './command-line.js'
import { createTriggerJsonView } from './trigger-view-json.js'
import { createTriggerTextView } from './trigger-view-text.js'

/** What is about to happen. */
export interface PlanShown extends Rehearsal {
  /** The event that the calls are documented to cause. */
  key: EventKey
  /** The event that was asked for. */
  typed: EventKey
  /** Null when there are none; then nothing can happen. */
  credentials: Credentials | null
  cleanup: boolean
  /** Of the acts, then of the undos when there is a clean-up; null when they are not wanted. */
  requests: readonly WixRequest[] | null
}

/** Shows what happens to the site: for people, or as NDJSON. */
export interface TriggerView {
  plan(plan: PlanShown): void
  /** @param problem - why it could not be done in earnest */
  endOfPlan(problem: BadgeEventsError | null): void
  step(act: Act, durationMs: number): void
  waiting(keys: readonly EventKey[], seconds: number): void
  arrived(delivery: DeliverySummary, afterMs: number): void
  missing(keys: readonly EventKey[], seconds: number): void
  undone(undo: Undo, durationMs: number): void
  notUndone(undo: Undo, error: unknown): void
  end(run: PlanRun, cleanup: boolean): void
}

export interface TriggerViewOptions {
  yes?: boolean | undefined
  dryRun?: boolean | undefined
  json?: boolean | undefined
}

/** Masks secrets in a text, and in every text of a document. */
export interface Mask {
  text(value: string): string
  apply<T extends object>(message: T): T
}

export function createTriggerView(
  options: TriggerViewOptions,
  mask: Mask,
  context: Context,
): Promise<TriggerView> {
  const create = options.json ? createTriggerJsonView : createTriggerTextView
  return create(options, mask, context)
}

/** What a person types to take something back. */
export function undoCommand({ command }: Undo): string {
  return commandLine(['badge-events', 'trigger', ...command])
}
