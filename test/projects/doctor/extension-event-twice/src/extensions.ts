import { app } from '@wix/astro/builders'
import e0 from './extensions/backend/events/assigned/assigned.extension'
import e1 from './extensions/backend/events/congratulate/congratulate.extension'

export default app().use(e0).use(e1)
