export type { EventKey } from '../catalog/keys.js'
export { BadgeEventsError, type ErrorCode } from '../errors.js'
export type * from '../event/typed.js'
export type { EventMetadata, EventObject } from '../event/types.js'
export type { CannedAnswer } from '../platform/canned-answer.js'
export type { DoubleMembers, SiteDoubles } from '../platform/site-doubles.js'
export type { Effect, LogEntry, RunError, RunResult, RunStatus, Warning } from '../runner/result.js'
export type {
  EventChanges,
  EventName,
  EventObjectOf,
  RunResultOf,
  VeloEventOf,
} from './event-types.js'
export { type FixtureOptions, loadFixture } from './fixtures.js'
export { type PrivateKey, type SignWebhookOptions, signWebhook } from './sign-webhook.js'
export { type SimulateOptions, simulate } from './simulate.js'
export { createWorld, type Seed, type SimulatedWorld, type WorldOptions } from './world.js'
