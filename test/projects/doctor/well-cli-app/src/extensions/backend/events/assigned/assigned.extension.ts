import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '6645ae38-65f9-59df-828e-ee756d366339',
  source: './extensions/backend/events/assigned/assigned.ts',
})
