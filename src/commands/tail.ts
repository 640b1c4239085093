import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Config, defaultPort, readConfig } from '../config.js'
import type { Context } from '../context.js'
import { createDispatcher } from '../delivery/dispatch/dispatcher.js'
import { type LocalKey, readLocalKey } from '../delivery/keys/local-key.js'
import { type PublicKey, parsePublicKeys } from '../delivery/keys/public-key.js'
import { publicKeyVariable, readPublicKeys } from '../delivery/keys/read-public-keys.js'
import { type DeliveryLog, openLog } from '../delivery/log/log.js'
import { makePrivateFolder } from '../delivery/private-folder.js'
import { createReceiver } from '../delivery/receive/receiver.js'
import { startServer } from '../delivery/receive/server.js'
import { createDeliveryFilter, type DeliveryFilter } from '../delivery/route/filter.js'
import { matches, parseRoute, type Route } from '../delivery/route/route.js'
import type { Target } from '../delivery/types.js'
import { createVerifier } from '../delivery/verify/verifier.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, findSiteRoot } from '../project.js'
import { interrupted } from './interrupt.js'
import { startCanary } from './tail-canary.js'
import { watchKeys } from './tail-keys.js'
import { replayLast } from './tail-replay.js'
import { createTailView, type TailView } from './tail-view.js'

export interface TailOptions {
  host?: string | undefined
  port?: number | undefined
  readyFile?: string | undefined
  /** Each a file, PEM text or its base64. */
  publicKey: readonly string[]
  allowUnverified?: boolean | undefined
  /** Runs the local handlers. */
  run?: boolean | undefined
  handler?: string | undefined
  /** Limit of a handler, in seconds. */
  timeout: number
  world?: string | undefined
  liveFetch?: boolean | undefined
  forwardTo: readonly string[]
  /** How long an address may take to answer, in seconds. */
  forwardTimeout: number
  events?: string | undefined
  filter: readonly string[]
  grep?: string | undefined
  strict?: boolean | undefined
  verbose?: boolean | undefined
  /** Seconds between two lines of counts. */
  heartbeat?: number | undefined
  /** Seconds between two signs of life through the public address. */
  canary?: number | undefined
  publicUrl?: string | undefined
  json?: boolean | undefined
}

/** How long what is in flight may take to end after Ctrl-C, in ms. */
const graceMs = 5000

/** A target, and which deliveries it gets. */
export interface Destination {
  target: Target
  wants(eventType: string): boolean
}

/** `tail`: receives deliveries, keeps them, shows them and brings them to their targets, until Ctrl-C. */
export async function tailRun(options: TailOptions, context: Context): Promise<number> {
  const root = findSiteRoot(context.cwd)
  if (root === null) throw noSite(context.cwd)
  const config = readConfig(root)
  const wanted = createWanted(options, config)
  const routes = readRoutes(options, config)
  const publicUrl = options.publicUrl ?? config.publicUrl
  if (options.canary !== undefined && publicUrl === undefined) throw noPublicUrl()
  const folder = join(root, '.badge-events')
  makePrivateFolder(folder)
  const keys = readPublicKeys({
    flags: options.publicKey,
    env: context.env[publicKeyVariable],
    config: config.publicKey,
    cwd: context.cwd,
    root,
  })
  const localKey = readLocalKey(folder)
  const log = await openLog(folder)
  const view = await createTailView(options, context)
  const destinations: Destination[] = []
  const stopping = new AbortController()
  const canary = startCanary({ ...options, publicUrl, localKey, context, view })
  try {
    destinations.push(...(await openDestinations(options, routes, context, view)))
    const dispatcher = createDispatcher({
      log,
      targets: destinations.map(({ target }) => target),
      owner: { id: randomUUID(), pid: process.pid },
      now: context.now,
      random: Math.random,
      events: view.dispatch,
    })
    const receive = createReceiver({
      verifier: createVerifier({ keys, localKey: publicHalf(localKey), now: context.now }),
      log,
      now: context.now,
      strict: options.strict === true,
      isCanary: canary.isMine,
      targetsOf(accepted) {
        const isTrusted = accepted.verification.status !== 'unverified'
        if (!(isTrusted || options.allowUnverified) || !wanted(accepted)) return []
        return destinations
          .filter(({ wants }) => wants(accepted.eventType))
          .map(({ target }) => target.name)
      },
      onDelivery(appended) {
        if (wanted(appended.delivery)) view.delivery(appended)
        dispatcher.wake()
      },
      onRefusal: view.refusal,
      onLogBroken: view.logBroken,
    })
    const host = options.host ?? config.host ?? '127.0.0.1'
    const port = options.port ?? config.port ?? defaultPort
    const server = await startServer({ host, port, receive })
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`
    writeReadyFile(options, context, { url, port: server.port, pid: process.pid })
    view.ready({
      url,
      publicUrl,
      keys,
      targets: destinations.map(({ target }) => target.name),
      handlerHint: options.run !== true && routes.length === 0,
      isUnverifiedAllowed: options.allowUnverified === true,
      logFile: displayPath(root, log.file),
      leftOver: leftOver(log, destinations),
    })
    dispatcher.start()
    const unwatch = watchKeys(context, view, {
      pause: dispatcher.pause,
      resume: dispatcher.resume,
      replayLast: () =>
        replayLast({
          ...{ log, destinations, context, view },
          allowUnverified: options.allowUnverified === true,
        }),
      quit: () => stopping.abort(),
    })
    const beat = startHeartbeat(options, view)
    const end = await Promise.race([
      interrupted(context.signal).then(() => 130),
      interrupted(stopping.signal).then(() => 0),
      canary.lost.then(() => 3),
    ])
    clearInterval(beat)
    unwatch()
    view.stopping()
    await Promise.all([server.stop(graceMs), dispatcher.stop(graceMs)])
    view.counts(leftOver(log, destinations))
    return end
  } finally {
    canary.stop()
    removeReadyFile(options, context)
    for (const { target } of destinations) await target.close()
    await log.close()
  }
}

function publicHalf({ publicKey }: LocalKey): PublicKey | null {
  return parsePublicKeys(publicKey, 'the local key', 'local')[0] ?? null
}

function createWanted({ events, filter, grep }: TailOptions, config: Config): DeliveryFilter {
  return createDeliveryFilter({ events: events ?? config.events?.join(','), filter, grep })
}

function readRoutes({ forwardTo }: TailOptions, config: Config): Route[] {
  return (forwardTo.length > 0 ? forwardTo : (config.forwardTo ?? [])).map(parseRoute)
}

async function openDestinations(
  options: TailOptions,
  routes: readonly Route[],
  context: Context,
  view: TailView,
): Promise<Destination[]> {
  const destinations: Destination[] = []
  if (options.run) {
    const { createRunTarget } = await import('./run-target.js')
    const { handler, timeout: timeoutSeconds, world, liveFetch } = options
    const { onReload, onBroken, onLog } = view
    const target = await createRunTarget({
      ...{ handler, timeoutSeconds, world, liveFetch, context },
      ...{ onReload, onBroken, onLog },
    })
    destinations.push({ target, wants: () => true })
  }
  if (routes.length > 0) {
    const { createForwardTarget } = await import('../delivery/forward/forward.js')
    const timeoutMs = options.forwardTimeout * 1000
    for (const url of new Set(routes.map((route) => route.url))) {
      const ways = routes.filter((route) => route.url === url)
      const target = createForwardTarget({ url, timeoutMs, now: context.now })
      destinations.push({ target, wants: (type) => ways.some((route) => matches(route, type)) })
    }
  }
  return destinations
}

/** What was received earlier and not delivered, for the targets of this run and for others. */
export interface LeftOver {
  mine: { target: string; count: number }[]
  others: { target: string; count: number }[]
}

function leftOver(log: DeliveryLog, destinations: readonly Destination[]): LeftOver {
  const names = new Set(destinations.map(({ target }) => target.name))
  const waiting = log.waiting()
  return {
    mine: waiting.filter(({ target }) => names.has(target)),
    others: waiting.filter(({ target }) => !names.has(target)),
  }
}

function startHeartbeat({ heartbeat }: TailOptions, view: TailView): NodeJS.Timeout | undefined {
  return heartbeat === undefined ? undefined : setInterval(() => view.heartbeat(), heartbeat * 1000)
}

function writeReadyFile({ readyFile }: TailOptions, { cwd }: Context, facts: object): void {
  if (readyFile === undefined) return
  const path = resolve(cwd, readyFile)
  try {
    writeWhole(path, `${JSON.stringify(facts)}\n`)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot write ${path}`, {
      cause,
      hint: '--ready-file names a file in a folder that is there.',
    })
  }
}

/** Who waits for a file to be there must not find half of it. A pipe has no other half. */
function writeWhole(path: string, text: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(path, text)
    return
  }
  const part = `${path}.${process.pid}`
  writeFileSync(part, text)
  renameSync(part, path)
}

function removeReadyFile({ readyFile }: TailOptions, { cwd }: Context): void {
  if (readyFile !== undefined) rmSync(resolve(cwd, readyFile), { force: true })
}

function noSite(cwd: string): BadgeEventsError {
  return new BadgeEventsError('SITE_NOT_FOUND', `Found no site or app in ${cwd} or above it`, {
    hint: 'Go to the folder with wix.config.json or package.json: deliveries are kept there.',
  })
}

function noPublicUrl(): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    '--canary needs the address at which this machine can be reached from outside',
    { hint: 'Give it with --public-url https://…, or as publicUrl in badge-events/config.json' },
  )
}
