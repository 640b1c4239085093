/** How the code of one kind of handlers speaks. */
export interface Dialect {
  /** The module with the data, how it is imported, and what it is called then. */
  module: string
  importLine: string
  data: string
  /** The key of the event's id in its metadata. */
  id: string
  /** The lines around the body of a handler. */
  frame(handler: string, event: string): [head: string, foot: string]
}

export const dialects: Record<'velo' | 'sdk', Dialect> = {
  velo: {
    module: 'wix-data',
    importLine: "import wixData from 'wix-data';",
    data: 'wixData',
    id: 'id',
    frame: (handler, event) => [`export async function ${handler}(${event}) {`, '}'],
  },
  sdk: {
    module: '@wix/data',
    importLine: "import { items } from '@wix/data';",
    data: 'items',
    id: '_id',
    frame: (handler, event) => [`export default ${handler}(async (${event}) => {`, '});'],
  },
}
