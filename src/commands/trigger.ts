import { type EventKey, parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { findSiteRoot } from '../project.js'
import type { Credentials } from '../trigger/credentials.js'
import { describeRequest } from '../trigger/describe-request.js'
import { createMask, type LiveSite, openLiveSite } from '../trigger/live-site.js'
import { loadMembers, loadPackages } from '../trigger/packages.js'
import { eventIn, planTrigger } from '../trigger/plan.js'
import { rehearse } from '../trigger/rehearse.js'
import { parseRequest, type TriggerInput } from '../trigger/request.js'
import { type PlanRun, runPlan } from '../trigger/run-plan.js'
import type { Made, Plan } from '../trigger/types.js'
import { commandLine } from './command-line.js'
import { canAsk, confirm } from './confirm.js'
import { findCredentials } from './trigger-credentials.js'
import { createTriggerView, type PlanShown, type TriggerView } from './trigger-view.js'
import { createLookout, type Lookout } from './trigger-wait.js'

export interface TriggerOptions extends TriggerInput {
  /** Any name of an event. */
  event: string
  api?: 'v3' | 'v4' | undefined
  /** Id of the site. */
  site?: string | undefined
  /** Changes the site without asking. */
  yes?: boolean | undefined
  dryRun?: boolean | undefined
  /** How long the event is waited for, in seconds. */
  wait?: number | undefined
  json?: boolean | undefined
}

/**
 * `trigger`: causes an event on the live site. Exit code 1 when the event was waited for in vain.
 *
 * @see docs/trigger.md
 */
export async function triggerRun(options: TriggerOptions, context: Context): Promise<number> {
  const typed = parseEventName(options.event).key
  const key = keyIn(options.api, typed)
  const request = parseRequest(key, options, context.newId().slice(0, 8))
  if (!options.dryRun && !options.yes && !canAsk(context)) throw nobodyToAsk(options)
  const root = findSite(context)
  const plan = planTrigger(request)
  const task: Task = { plan, typed, root, options, context }
  return options.dryRun ? showRequests(task) : changeSite(task)
}

interface Task {
  plan: Plan
  /** The event that was asked for; with `--api`, the plan may be for its twin. */
  typed: EventKey
  root: string
  options: TriggerOptions
  context: Context
}

function keyIn(api: 'v3' | 'v4' | undefined, typed: EventKey): EventKey {
  if (api === undefined) return typed
  const key = eventIn(api, typed)
  if (key !== undefined) return key
  throw new BadgeEventsError('USAGE_INVALID', `--api means nothing to ${typed}`, {
    hint: 'Leave it out: only badges have two APIs.',
  })
}

function findSite({ cwd }: Context): string {
  const root = findSiteRoot(cwd)
  if (root !== null) return root
  throw new BadgeEventsError('SITE_NOT_FOUND', `Found no Wix site in ${cwd} or above it`, {
    hint: 'Go to the folder with wix.config.json or package.json: its @wix/sdk and @wix/members are used.',
  })
}

/** A change of a live site is never a default. */
function nobodyToAsk(options: TriggerOptions): BadgeEventsError {
  const command = commandLine(['badge-events', 'trigger', ...argumentsOf(options), '--yes'])
  return new BadgeEventsError(
    'USAGE_INVALID',
    'This changes the live site, and there is no terminal to ask on',
    {
      hint: `To do it: ${command}\n      --dry-run shows the requests, and makes none.`,
      details: { command },
    },
  )
}

function argumentsOf(options: TriggerOptions): string[] {
  const { event, badge, member, title, set, api, cleanup, site, wait, json } = options
  const named = Object.entries({ badge, member, title, api, site, wait: wait?.toString() })
  return [
    event,
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...set.flatMap((change) => ['--set', change]),
    ...(cleanup ? ['--cleanup'] : []),
    ...(json ? ['--json'] : []),
  ]
}

/** `--dry-run`: needs the package that describes requests, and no credentials. */
async function showRequests(task: Task): Promise<number> {
  const { root, plan, options, context } = task
  const members = loadMembers(root)
  const { credentials, problem } = tryCredentials(task)
  const view = await createTriggerView(options, createMask(credentials), context)
  const { acts, undos, finals } = rehearse(plan)
  const requests = await Promise.all(
    [...acts, ...(options.cleanup ? undos : [])].map(({ call }) => describeRequest(members, call)),
  )
  view.plan({ ...shown(task, credentials), acts, undos, finals, requests })
  view.endOfPlan(problem)
  return 0
}

function tryCredentials({ root, options, context }: Task): {
  credentials: Credentials | null
  problem: BadgeEventsError | null
} {
  try {
    return { credentials: findCredentials(root, options.site, context), problem: null }
  } catch (error) {
    if (!(error instanceof BadgeEventsError) || error.code !== 'CREDENTIALS_MISSING') throw error
    return { credentials: null, problem: error }
  }
}

function shown(
  { plan, typed, options }: Task,
  credentials: Credentials | null,
): Omit<PlanShown, 'acts' | 'undos' | 'finals' | 'requests'> {
  return { key: plan.key, typed, credentials, cleanup: options.cleanup === true }
}

async function changeSite(task: Task): Promise<number> {
  const { plan, root, options, context } = task
  const credentials = findCredentials(root, options.site, context)
  const mask = createMask(credentials)
  const site = openLiveSite(loadPackages(root), credentials, mask)
  const view = await createTriggerView(options, mask, context)
  view.plan({ ...shown(task, credentials), ...rehearse(plan), requests: null })
  if (!options.yes && !(await confirm('Change the live site?', context))) {
    context.io.err('Nothing was changed.\n')
    return 130
  }
  const lookout = options.wait === undefined ? null : await createLookout(context)
  try {
    return await carryOut(task, site, view, lookout)
  } finally {
    await lookout?.close()
  }
}

async function carryOut(
  { plan, options, context }: Task,
  site: LiveSite,
  view: TriggerView,
  lookout: Lookout | null,
): Promise<number> {
  await site.signIn()
  let startedAt = context.now()
  let isMissing = false
  const run = await runPlan(plan, {
    api: site,
    cleanup: options.cleanup === true,
    signal: context.signal,
    onStart() {
      startedAt = context.now()
    },
    onDone: view.step,
    onUndone: view.undone,
    onNotUndone: view.notUndone,
    async beforeCleanup(made) {
      if (lookout) isMissing = !(await awaitEvent(made))
    },
  })
  view.end(run, options.cleanup === true)
  if (run.status !== 'done') throw asError(run)
  return isMissing ? 1 : 0

  async function awaitEvent(made: Made): Promise<boolean> {
    const seconds = options.wait ?? 0
    view.waiting(plan.awaited, seconds)
    const id = made[plan.subject] ?? ''
    const delivery = await lookout?.wait(plan.awaited, id, seconds * 1000)
    if (delivery) {
      view.arrived(delivery, Math.max(0, delivery.receivedAt.getTime() - startedAt.getTime()))
    } else if (!context.signal.aborted) {
      view.missing(plan.awaited, seconds)
    }
    return Boolean(delivery)
  }
}

function asError({ error }: PlanRun): unknown {
  return error ?? new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
}
