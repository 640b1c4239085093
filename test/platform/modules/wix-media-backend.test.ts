import { expect, it } from 'vitest'
import { wixMediaBackend } from '../../../src/platform/modules/wix-media-backend.js'
import { wixError } from './crm/crm-site.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-media-backend/media-manager/{upload,list-files,…}.

type Manager = Record<
  | ('getFileInfo' | 'getFileUrl' | 'getDownloadUrl' | 'getUploadUrl')
  | ('listFiles' | 'listFolders' | 'moveFilesToTrash'),
  (...args: unknown[]) => Promise<unknown>
> &
  Record<
    'upload' | 'importFile',
    (...args: unknown[]) => Promise<{ fileUrl: string; originalFileName: string }>
  >

const create = (host = createFakeHost()) =>
  wixMediaBackend.create(host).named?.mediaManager as Manager

it('upload gives the info of a file, whose content is not kept', async () => {
  const manager = create()
  const file = await manager.upload('/badges', Buffer.from('12345'), 'gold badge.png', {
    metadataOptions: { isPrivate: true },
  })
  expect(file).toEqual({
    fileUrl: expect.stringMatching(/^wix:image:\/\/v1\/[0-9a-f]{32}\/gold%20badge\.png$/),
    hash: expect.any(String),
    sizeInBytes: 5,
    mimeType: 'image/png',
    mediaType: 'image',
    isPrivate: true,
    parentFolderId: '/badges',
    originalFileName: 'gold badge.png',
    opStatus: 'READY',
  })
  expect(await manager.getFileInfo(file.fileUrl)).toEqual(file)
})

it('addresses are text', async () => {
  const manager = create()
  const { fileUrl } = await manager.importFile('/', 'https://example.com/a/report.pdf?x=1')
  expect(fileUrl).toMatch(/^wix:document:.*report\.pdf$/)
  expect(await manager.getFileUrl(fileUrl)).toMatch(
    /^https:\/\/static\.example\.com\/[0-9a-f]{32}$/,
  )
  expect(await manager.getDownloadUrl(fileUrl)).toMatch(/^https:/)
  expect(await manager.getUploadUrl('/')).toEqual({
    uploadUrl: expect.stringMatching(/^https:/),
    uploadToken: expect.any(String),
  })
})

it('lists 20 files unless told otherwise, of a folder or a type', async () => {
  const manager = create()
  for (let index = 0; index < 25; index += 1) {
    await manager.upload(index < 3 ? '/a' : '/b', 'x', `${index}.${index === 0 ? 'mp3' : 'png'}`)
  }
  expect(await manager.listFiles()).toHaveLength(20)
  expect(await manager.listFiles({}, null, { skip: 20, limit: 10 })).toHaveLength(5)
  expect(await manager.listFiles({ parentFolderId: '/a' })).toHaveLength(3)
  expect(await manager.listFiles({ mediaType: 'audio' })).toMatchObject([
    { originalFileName: '0.mp3' },
  ])
  expect(await manager.listFolders()).toEqual([])
})

it('files in the trash are gone, and each run starts without files', async () => {
  const manager = create()
  const { fileUrl } = await manager.upload('/', 'x', 'a.png')
  expect(await manager.moveFilesToTrash([fileUrl])).toBeUndefined()
  await expect(manager.getFileInfo(fileUrl)).rejects.toMatchObject(wixError('NOT_FOUND'))
  const kept = await manager.upload('/', 'x', 'b.png')
  await expect(create().getFileInfo(kept.fileUrl)).rejects.toMatchObject(wixError('NOT_FOUND'))
})
