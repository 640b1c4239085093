import type { DoubleHost, ModuleDouble } from '../double.js'
import { isObject } from './crm/contact-info.js'
import { createPerWorld } from './per-world.js'
import { recordMethods } from './recorded-methods.js'
import { createVeloError } from './wix-error.js'

const module = 'wix-media-backend'

/** What `mediaManager` tells of a file. Its content is not kept. */
interface FileInfo {
  fileUrl: string
  hash: string
  sizeInBytes: number
  mimeType: string
  mediaType: 'image' | 'video' | 'audio' | 'document'
  isPrivate: boolean
  parentFolderId: string
  originalFileName: string
  opStatus: 'READY'
}

const filesOf = createPerWorld((): Map<string, FileInfo> => new Map())

/** Stands for `wix-media-backend`: files in memory, none at first; addresses lead nowhere. */
export const wixMediaBackend: ModuleDouble = {
  names: [module],
  create(host) {
    const mediaManager = recordMethods(host, module, 'mediaManager.', createManager(host))
    return { default: { mediaManager }, named: { mediaManager } }
  },
}

function createManager(host: DoubleHost) {
  const files = (): Map<string, FileInfo> => filesOf(host.world)
  const find = (url: unknown): FileInfo => {
    const file = files().get(String(url))
    if (file) return file
    const description = `The Media Manager has no file ${String(url)}`
    throw createVeloError({ status: 404, code: 'NOT_FOUND', description })
  }
  const store = (path: unknown, name: string, size: number, options: unknown): FileInfo => {
    const file = createFile(host, { path: String(path ?? '/'), name, size, options })
    files().set(file.fileUrl, file)
    return file
  }
  const webUrl = ({ fileUrl }: FileInfo): string =>
    `https://static.example.com/${fileUrl.split('/')[3]}`

  return {
    upload: (path: unknown, content: unknown, name: unknown, options: unknown) =>
      store(path, String(name), sizeOf(content), options),
    importFile: (path: unknown, url: unknown, options: unknown) =>
      store(path, nameIn(url), 0, options),
    getFileInfo: find,
    getFileUrl: (url: unknown) => webUrl(find(url)),
    getDownloadUrl: (url: unknown) => `${webUrl(find(url))}?token=local`,
    getUploadUrl: () => ({ uploadUrl: 'https://upload.example.com/local', uploadToken: 'local' }),
    listFiles(filters: unknown, _sorting: unknown, paging: unknown) {
      const { parentFolderId, mediaType } = isObject(filters) ? filters : {}
      const { limit = 20, skip = 0 } = isObject(paging) ? paging : {}
      return [...files().values()]
        .filter(
          (file) =>
            (parentFolderId ?? file.parentFolderId) === file.parentFolderId &&
            (mediaType ?? file.mediaType) === file.mediaType,
        )
        .slice(Number(skip), Number(skip) + Number(limit))
    },
    listFolders: () => [],
    moveFilesToTrash(urls: unknown) {
      for (const url of [urls].flat()) files().delete(find(url).fileUrl)
      return undefined
    },
  }
}

interface NewFile {
  path: string
  name: string
  size: number
  options: unknown
}

function createFile(host: DoubleHost, { path, name, size, options }: NewFile): FileInfo {
  const { mediaOptions, metadataOptions } = isObject(options) ? options : {}
  const { mimeType = typeByEnding(name), mediaType } = isObject(mediaOptions) ? mediaOptions : {}
  const { isPrivate = false } = isObject(metadataOptions) ? metadataOptions : {}
  const id = host.world.newId().replaceAll('-', '')
  const kind = mediaTypeOf(mediaType ?? String(mimeType).split('/')[0])
  return {
    fileUrl: `wix:${kind}://v1/${id}/${encodeURIComponent(name)}`,
    hash: id,
    sizeInBytes: size,
    mimeType: String(mimeType),
    mediaType: kind,
    isPrivate: isPrivate === true,
    parentFolderId: path,
    originalFileName: name,
    opStatus: 'READY',
  }
}

function mediaTypeOf(type: unknown): FileInfo['mediaType'] {
  return type === 'image' || type === 'video' || type === 'audio' ? type : 'document'
}

function typeByEnding(name: string): string {
  const types: Record<string, string> = {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    mp4: 'video/mp4',
    mp3: 'audio/mpeg',
    pdf: 'application/pdf',
  }
  return types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

function sizeOf(content: unknown): number {
  if (content instanceof Uint8Array) return content.byteLength
  return typeof content === 'string' ? Buffer.byteLength(content) : 0
}

function nameIn(url: unknown): string {
  return String(url).split(/[?#]/)[0]?.split('/').at(-1) ?? ''
}
