import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '95847965-07f7-5b64-8af9-a77e52043e8e',
  source: './extensions/backend/events/congratulate/congratulate.ts',
})
