export { BadgeEventsError, type ErrorCode } from '../errors.js'
export type * from '../event/typed.js'
export type { EventMetadata, EventObject } from '../event/types.js'
export type { Effect, LogEntry, RunError, RunResult, RunStatus, Warning } from '../runner/result.js'
