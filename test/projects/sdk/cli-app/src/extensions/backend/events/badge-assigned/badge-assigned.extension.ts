import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: 'a640e19d-c383-4c2f-ab98-c6dde87cb5fd',
  source: './extensions/backend/events/badge-assigned/badge-assigned.ts',
})
