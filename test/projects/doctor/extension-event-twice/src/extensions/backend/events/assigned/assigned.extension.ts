import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '444dc71a-8367-5f5b-84e3-ec91fce3f674',
  source: './extensions/backend/events/assigned/assigned.ts',
})
