import type { Context } from '../context.js'
import {
  type Mask,
  type TriggerView,
  type TriggerViewOptions,
  undoCommand,
} from './trigger-view.js'

export async function createTriggerTextView(
  { yes, dryRun }: TriggerViewOptions,
  mask: Mask,
  { io }: Pick<Context, 'io'>,
): Promise<TriggerView> {
  const [{ createTheme }, render] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/trigger.js'),
  ])
  const out = { theme: await createTheme(io.outColour), columns: io.columns }
  const err = { theme: await createTheme(io.errColour), columns: io.columns }
  const answer = (text: string): void => io.out(mask.text(text))
  const note = (text: string): void => io.err(mask.text(text))
  return {
    plan(plan) {
      if (dryRun) answer(render.renderPlan(plan, out))
      else if (yes) answer(render.renderTriggerHead(plan, out))
      else note(render.renderPlan(plan, err))
      note(render.renderPlanNotes(plan, err))
    },
    endOfPlan(problem) {
      note(render.renderEndOfPlan(problem, err))
    },
    step: (act, durationMs) => answer(render.renderStep(act, durationMs, out)),
    waiting: (keys, seconds) => note(render.renderWaiting(keys, seconds, err)),
    arrived: (delivery, afterMs) => answer(render.renderArrived(delivery, afterMs, out)),
    missing: (keys, seconds) => answer(render.renderMissing(keys, seconds, out)),
    undone: (undo, durationMs) => answer(render.renderUndone(undo, durationMs, out)),
    notUndone(undo, error) {
      answer(render.renderNotUndone(undo, error instanceof Error ? error.message : '', out))
    },
    end(run, cleanup) {
      const commands = run.left.map(undoCommand)
      answer(render.renderTriggerEnd({ status: run.status, commands, cleanup }, out))
    },
  }
}
