import { describe, expect, onTestFinished, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { parseEventName } from '../../src/catalog/index.js'
import { parseEventObject } from '../../src/event/parse.js'
import { findProject } from '../../src/project.js'
import { selectHandlers } from '../../src/runner/select.js'
import { startWorker } from '../../src/runner/thread.js'
import { createJob } from '../../src/simulation/job.js'
import { bundleSite, createSiteRunner } from '../../src/simulation/site.js'
import { createSdkSite, extension } from '../cli/sdk-site.js'

describe('a module that is loaded anew in its thread', () => {
  test('registers its handlers anew, each time', async () => {
    const site = createSdkSite(
      extension(`import { badges } from '@wix/members'
let count = 0
export default badges.onBadgeAssigned(() => ++count)
`),
    )
    const project = findProject(site.root)
    const bundle = await bundleSite(project)
    const runner = createSiteRunner(
      { project, bundle, cannedAnswers: [] },
      { timeoutMs: 10_000, fresh: false, startThread: startWorker },
    )
    onTestFinished(() => runner.close())
    const definition = parseEventName('assigned')
    const selection = selectHandlers('assigned', bundle.exports, undefined, true)
    const [target] = selection.status === 'found' ? selection.targets : []
    if (!target) throw new Error('no handler')
    const fixture = parseEventObject(readFixture(definition.key))
    const run = async (entityId: string): Promise<unknown> => {
      const event = { ...fixture, metadata: { ...fixture.metadata, entityId } }
      const { status, returned, handlers } = await runner.run(
        createJob({ target, event }, bundle, () => 'new'),
      )
      return [status, returned, handlers?.length]
    }
    expect(await run('badge')).toEqual(['passed', 1, 1])
    expect(await run('badge')).toEqual(['passed', 2, 1])
    // The handler that was asked for gets it, whatever the event says of itself.
    const odd = { ...fixture, metadata: { ...fixture.metadata, slug: 'other', entityFqdn: 'x' } }
    const job = createJob({ target, event: odd }, bundle, () => 'new')
    expect(await runner.run(job)).toMatchObject({ status: 'passed', returned: 3 })
    for (const id of ['badge', '__proto__', 'badge', 'constructor', 'badge']) {
      runner.reset({ module: true })
      expect(await run(id), id).toEqual(['passed', 1, 1])
    }
  })
})
