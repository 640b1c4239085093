import type { Environment } from '../../src/doctor/environment.js'
import { examineSite } from '../../src/doctor/examine.js'
import type { Finding } from '../../src/doctor/finding.js'
import { readSite, type Site } from '../../src/doctor/site.js'
import { readText } from '../../src/scaffold/read-text.js'
import { siteWith, type TestSite } from '../cli/site.js'

/** A machine on which all is well. */
const environment: Environment = {
  env: {},
  nodeVersion: '20.19.0',
  isPortFree: async () => true,
  canWrite: () => true,
}

export interface ExamineOptions extends Partial<Environment> {
  handler?: string
}

/** A site as the rules see it. */
export function openSite({ root }: TestSite, { handler, ...machine }: ExamineOptions = {}): Site {
  return readSite({
    cwd: root,
    handler,
    environment: { ...environment, ...machine },
    readText: (path) => readText(path, path),
  })
}

/** All findings of a site. */
export function examine(site: TestSite, options?: ExamineOptions): Promise<Finding[]> {
  return examineSite(openSite(site, options))
}

/** The findings of an events.js, as `code line:column`; hints about API versions left out. */
export async function examineCode(code: string, files: Record<string, string> = {}) {
  const found = await examine(siteWith(code, files))
  const versions = ['event-preview', 'event-deprecated', 'v3-twin-missing']
  return found.filter(({ code }) => !versions.includes(code)).map(toLine)
}

/** `code file:line:column`, the place in events.js without its file. */
export function toLine({ code, place }: Finding): string {
  if (place === null) return code
  const file = place.file === 'src/backend/events.js' ? '' : `${place.file}:`
  return `${code} ${file}${place.line}:${place.column}`
}
