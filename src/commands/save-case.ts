import type { Context } from '../context.js'
import type { EventObject } from '../event/types.js'
import type { SavedTest } from '../output/render/saved-test.js'
import { displayPath, type Project } from '../project.js'
import type { RunPair } from '../test-file/assertions.js'
import { renderEmptyTest, renderTestFile, type TestFile } from '../test-file/test-file.js'
import { type CaseFiles, fixtureText, handlerImport, writeNewFile } from './case-files.js'
import { findVitest } from './vitest-setup.js'

/** What is kept of an event as a case. */
export interface SavedCase {
  files: CaseFiles
  event: EventObject
  handler: string
  /** What the handler did; null where it was not run. */
  pair: RunPair | null
}

/**
 * Writes the fixture and the test of a case.
 *
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export function writeCase(
  { files, event, handler, pair }: SavedCase,
  project: Project,
  force: boolean,
): SavedTest {
  const { fixture, test, name } = files
  const tested = { fixture: name, handler, importPath: handlerImport(project, test) }
  const file: TestFile = pair
    ? renderTestFile(tested, pair)
    : { status: 'written', text: renderEmptyTest(tested) }
  writeNewFile(fixture, fixtureText(event), force)
  if (file.status === 'written') writeNewFile(test, file.text, force)
  const isFailure = pair !== null && pair.run.status !== 'passed'
  return {
    fixture: displayPath(project.root, fixture),
    test: file.status === 'written' ? displayPath(project.root, test) : null,
    note:
      file.status === 'untestable'
        ? `No test of ${name} was written: ${file.reason}.`
        : isFailure
          ? 'The test holds the failure as it is: mend the handler, then let the test say what it should do.'
          : null,
  }
}

/** Tells what was written and how to run it; on stderr, which leaves stdout to the results. */
export async function tellSaved(
  saved: readonly SavedTest[],
  { root }: Project,
  json: boolean,
  { io }: Context,
): Promise<void> {
  if (json) {
    io.err(`${JSON.stringify({ saved })}\n`)
    return
  }
  const { renderSavedTests } = await import('../output/render/saved-test.js')
  io.err(renderSavedTests(saved, findVitest(root)))
}
