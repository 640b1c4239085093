import type { InitFile, InitReport } from '../../commands/init.js'
import type { Io } from '../io.js'
import { terminalText } from '../terminal-text.js'
import { createTheme, type Theme } from '../theme.js'
import { pad } from './layout.js'

/** What init found and did: a line for each file, what to know, and what to do next. */
export async function renderReport(report: InitReport, colour: boolean): Promise<string> {
  const theme = await createTheme(colour)
  const { site, files, findings, next, dryRun } = report
  const changed = files.some(({ status }) => status !== 'unchanged')
  const blocks = [
    `Found ${terminalText(site.title)} in ${theme.strong(terminalText(report.directory))}`,
    renderFiles(files, dryRun, theme),
    ...findings.map(({ message, hint }) =>
      [`${theme.warn('!')} ${terminalText(message)}`, ...hintLines(hint, theme)].join('\n'),
    ),
    ...(changed ? [] : ['Nothing to add: all of it is there.']),
    ...(dryRun ? ['Nothing was written: this was a dry run.'] : []),
    ...(dryRun || !changed ? [] : [renderNext(next, theme)]),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** The diffs of a dry run: as they are for other programs, escaped and coloured for a terminal. */
export async function renderDiffs({ files }: InitReport, io: Io): Promise<string> {
  const text = files.map(({ diff = '' }) => diff).join('')
  if (!io.outIsTTY) return text
  const theme = await createTheme(io.outColour)
  return text
    .split('\n')
    .map((line) => tint(terminalText(line.replace(/\r$/, '')), theme))
    .join('\n')
}

function renderFiles(files: readonly InitFile[], dryRun: boolean, theme: Theme): string {
  const width = Math.max(...files.map(({ path }) => path.length))
  return files
    .map(({ path, status, added }) => {
      const verb = pad(dryRun ? wouldBe[status] : status, dryRun ? 12 : 9)
      const shown = status === 'unchanged' ? theme.dim(verb) : theme.good(verb)
      return `  ${shown}  ${pad(terminalText(path), width)}  ${theme.dim(describeAdded(path, added))}`.trimEnd()
    })
    .join('\n')
}

const wouldBe = {
  created: 'would create',
  extended: 'would extend',
  unchanged: 'unchanged',
} as const

function describeAdded(path: string, added: readonly string[]): string {
  const noun = path.startsWith('src/extensions.') ? 'extensions' : 'handlers'
  return added.length > 2 ? `${added.length} ${noun}` : added.join(', ')
}

function hintLines(hint: string, theme: Theme): string[] {
  return hint.split('\n').map((line) => `  ${theme.dim(terminalText(line))}`)
}

function renderNext(next: InitReport['next'], theme: Theme): string {
  const width = Math.max(...next.map(({ command }) => command?.length ?? 0))
  const lines = next.map(({ command, text }) =>
    command === null ? `  ${text}` : `  ${theme.accent(pad(command, width))}  ${theme.dim(text)}`,
  )
  return ['Next:', ...lines].join('\n')
}

function tint(line: string, theme: Theme): string {
  if (/^(?:---|\+\+\+) /.test(line)) return theme.strong(line)
  if (line.startsWith('@@')) return theme.accent(line)
  if (line.startsWith('+')) return theme.good(line)
  return line.startsWith('-') ? theme.bad(line) : line
}
