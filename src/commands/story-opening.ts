import type { Context } from '../context.js'
import type { LoadedSite } from '../simulation/site.js'
import type { Story } from '../simulation/story.js'
import { openVerdicts } from './open-verdicts.js'
import type { SimulateOptions } from './simulation.js'
import { prepareStory } from './story-input.js'
import { createStoryView, type StoryView } from './story-view.js'
import type { Verdicts } from './verdicts.js'

/** A story that is about to be told, and those who hear of it. */
export interface OpenStory {
  site: LoadedSite
  story: Story
  view: StoryView
  /** Null where nothing is to be compared or reported. */
  verdicts: Verdicts | null
}

/** Prepares several deliveries; null when the site handles none of the events, which is then told and reported. */
export async function openStory(
  options: SimulateOptions,
  context: Context,
): Promise<OpenStory | null> {
  const { site, story, noHandler } = await prepareStory(options, context)
  const events = story.chapters.flatMap(({ runs }) => runs.map(({ event }) => event))
  const verdicts = await openVerdicts(options, site, events, context)
  const view = await createStoryView(options, context)
  if (!noHandler) return { site, story, view, verdicts }
  view.finish(noHandler)
  verdicts?.add(noHandler)
  await verdicts?.finish()
  return null
}
