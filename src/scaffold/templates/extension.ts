import type { EventDefinition, EventKey } from '../../catalog/index.js'
import { firstLines } from './first-line.js'
import { sdkMetadataLines, shapes } from './shapes.js'

/** Folder of an event's extension: lower-case letters, digits and hyphens, fewer than 20 characters. */
export const extensionFolders: Readonly<Record<EventKey, string>> = {
  assigned: 'badge-assigned',
  unassigned: 'badge-unassigned',
  created: 'badge-created',
  updated: 'badge-updated',
  deleted: 'badge-deleted',
  'created-v4': 'badge-created',
  'updated-v4': 'badge-updated',
  'deleted-v4': 'badge-deleted',
  'assignment-created': 'assignment-created',
  'assignment-deleted': 'assignment-deleted',
  'member-created': 'member-created',
  'member-updated': 'member-updated',
  'member-deleted': 'member-deleted',
}

export type SdkEvent = EventDefinition & { sdk: { module: string; name: string } }

/** The handler of an event extension. */
export function extensionHandler({ key, sdk }: SdkEvent): string[] {
  const { summary, payload, remark } = shapes[key]
  const lines = [summary, '', ...[...payload, ...sdkMetadataLines].map((line) => `  ${line}`)]
  return [
    `import { ${sdk.module} } from '@wix/members';`,
    '',
    '/**',
    ...[...lines, ...(remark ? ['', remark] : [])].map((line) => ` * ${line}`.trimEnd()),
    ' */',
    `export default ${sdk.module}.${sdk.name}((event) => {`,
    ...firstLines[key].map((line) => `  ${line}`),
    '});',
  ]
}

/** The file that gives the extension its id and says where its handler is. */
export function extensionBuilder(folder: string, id: string, builders: string): string[] {
  return [
    `import { extensions } from '${builders}';`,
    '',
    'export default extensions.event({',
    `  id: '${id}',`,
    `  source: './extensions/backend/events/${folder}/${folder}.ts',`,
    '});',
  ]
}
