/** What happens to one file. */
export interface FileChange {
  /** Relative to the root, with slashes. */
  path: string
  status: 'created' | 'extended' | 'unchanged'
  /** Null when the file is not there yet. */
  before: string | null
  after: string
  /** What is new in it: names of handlers, extensions, lines. */
  added: string[]
}

/** A change from the text before to the text after. */
export function createChange(
  path: string,
  before: string | null,
  after: string,
  added: string[] = [],
): FileChange {
  const status = before === null ? 'created' : before === after ? 'unchanged' : 'extended'
  return { path, status, before, after, added }
}
