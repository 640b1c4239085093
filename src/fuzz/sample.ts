import type { Shape, Shapes } from './shape.js'
import { isText } from './texts.js'

const sampleId = '7d0f5a3e-2c41-4b96-8a57-91c6e0d2b384'
const sampleTexts = ['Sample', '#FA8704', '1', 'a']

/**
 * An ordinary value of a place, with every field that it may have.
 *
 * @param date - a date for all of its dates
 */
export function sampleOf(shapes: Shapes, date: string): unknown {
  const [shape] = shapes
  return shape === undefined ? 'Sample' : sampleOfShape(shape, date)
}

function sampleOfShape(shape: Shape, date: string): unknown {
  switch (shape.kind) {
    case 'text': {
      // An id is what may not be empty.
      if (shape.min > 0) return sampleId
      return sampleTexts.find((text) => isText(shape, text)) ?? ''
    }
    case 'date':
      return date
    case 'choice':
      return shape.values[0]
    case 'flag':
      return true
    case 'number':
      return 1
    case 'null':
      return null
    case 'list':
      return [sampleOf(shape.item, date)]
    case 'map':
      return { sample: sampleOf(shape.value, date) }
    case 'record':
      return Object.fromEntries(
        shape.fields.map(({ name, shapes }) => [name, sampleOf(shapes, date)]),
      )
    case 'anything':
      return 'Sample'
  }
}
