import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '1b4ecab1-c710-5db7-aee1-9ce024838d21',
  source: './extensions/backend/events/assigned/assigned.ts',
})
