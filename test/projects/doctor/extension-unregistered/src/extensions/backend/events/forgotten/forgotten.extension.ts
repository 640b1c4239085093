import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '4e4d8b69-280a-547e-9bdd-8eebdb4a1dce',
  source: './extensions/backend/events/forgotten/forgotten.ts',
})
