export type { WorldSeeds } from '../../platform/backend.js'
export type { Effect, Warning } from '../../runner/result.js'
export type * from './matcher-types.js'
export { type WixOptions, type WixPlugin, wix } from './plugin.js'
export {
  type CreateEventOptions,
  createEvent,
  effects,
  failNext,
  type TestWorld,
  warnings,
  world,
} from './test-world.js'
