import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '5936d667-bdf8-4f49-9de2-574fb19802d2',
  source: './extensions/backend/events/badge-created/badge-created.ts',
})
