import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { FileChange } from './file-change.js'

/** A change as `git apply` and `patch -p1` take it; empty when nothing changes. */
export function unifiedDiff({ path, status, before, after }: FileChange): string {
  if (status === 'unchanged') return ''
  const from = before === null ? '/dev/null' : `a/${path}`
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  })
}
