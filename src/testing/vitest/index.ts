export { type WixOptions, type WixPlugin, wix } from './plugin.js'
export { effects, failNext, type TestWorld, warnings, world } from './test-world.js'
