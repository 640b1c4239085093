import { app } from '@wix/astro/builders'
import assignmentCreated from './extensions/backend/events/assignment-created/assignment-created.extension'
import badgeAssigned from './extensions/backend/events/badge-assigned/badge-assigned.extension'
import badgeCreated from './extensions/backend/events/badge-created/badge-created.extension'

export default app().use(badgeAssigned).use(badgeCreated).use(assignmentCreated)
