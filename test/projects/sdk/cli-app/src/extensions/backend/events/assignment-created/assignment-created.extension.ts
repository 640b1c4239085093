import { extensions } from '@wix/astro/builders'

export default extensions.event({
  id: '836efc03-3902-4fd7-a4fe-2f8e8595f1da',
  source: './extensions/backend/events/assignment-created/assignment-created.ts',
})
