import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '2d968554-1660-545b-85a3-fd0b670385d2',
  source: './extensions/backend/events/assigned/assigned.ts',
})
