import { readFixture } from '../../src/catalog/fixture.js'
import type { EventKey } from '../../src/catalog/index.js'
import { toJsonSchema } from '../../src/catalog/schema.js'
import { parseEventObject } from '../../src/event/parse.js'
import type { EventObject } from '../../src/event/types.js'
import { matching } from '../../src/fuzz/arbitraries.js'
import { deriveEdits } from '../../src/fuzz/derive.js'
import { emptyDictionary } from '../../src/fuzz/dictionary.js'
import type { Edit } from '../../src/fuzz/edit.js'
import { readShapes, type Shapes } from '../../src/fuzz/shape.js'

/** The shipped fixture of an event with all that a search makes of it. */
export interface FuzzEvent {
  event: EventObject
  shapes: Shapes
  edits: Edit[]
}

export async function fuzzEvent(key: EventKey, dictionary = emptyDictionary): Promise<FuzzEvent> {
  const event = parseEventObject(readFixture(key))
  const shapes = readShapes(await toJsonSchema(key))
  const dates = ['2026-03-02T10:15:20.118Z', '2026-03-04T08:31:47.902Z']
  const edits = deriveEdits(shapes, event, { dates, ids: ['ann'], dictionary, matching })
  return { event, shapes, edits }
}
