import { app } from '@wix/astro/builders'
import e0 from './extensions/backend/events/assigned/assigned.extension'

export default app().use(e0)
