import { wix } from 'badge-events/vitest'

export default { plugins: [wix()] }
