import type { Project } from '../project.js'
import type { HandlerNote } from '../runner/bundle.js'

/**
 * What the doctor knows of some handlers that explains why Wix calls none of them, or will not call
 * one that runs here.
 *
 * @param names - names of handlers; findings about others are left out
 */
export async function readHandlerNotes(
  project: Project,
  names: readonly string[],
): Promise<HandlerNote[]> {
  const [{ explainNoHandler }, { createReport }] = await Promise.all([
    import('../doctor/explain.js'),
    import('../doctor/report.js'),
  ])
  return createReport(explainNoHandler(project, names)).findings.map(
    ({ code, message, todo, place, args }) => ({
      handler: 'name' in args ? args.name : null,
      ...(code === 'extension-unregistered' && 'file' in args && { file: args.file }),
      code,
      message: `${message} ${todo}`,
      place,
    }),
  )
}
