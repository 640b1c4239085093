export { toHaveEmailed, toHaveFetched, toHaveInserted } from './effect-matchers.js'
export { toBeIdempotent } from './idempotency.js'
