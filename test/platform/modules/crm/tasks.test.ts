import { expect, it } from 'vitest'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import { createFakeHost } from '../fake-host.js'
import { type Api, contactId, wixError } from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-backend/tasks/{create-task,get-task,…}.

const create = () =>
  wixCrmBackend.create(createFakeHost()).named?.tasks as Api<
    'createTask' | 'getTask' | 'updateTaskFields' | 'completeTask' | 'resetTask' | 'removeTask'
  >

it('methods give the id of the task, getTask the task', async () => {
  const tasks = create()
  const id = await tasks.createTask({ title: 'Call', contactId, isCompleted: true })
  expect(await tasks.getTask(id)).toEqual({
    _id: id,
    title: 'Call',
    contactId,
    version: 1,
    isCompleted: false,
  })
  expect(await tasks.completeTask(id)).toBe(id)
  expect(await tasks.getTask(id)).toMatchObject({ isCompleted: true, version: 2 })
  expect(await tasks.resetTask(id)).toBe(id)
  expect(await tasks.updateTaskFields(id, { dueDate: new Date(0), contactId: null })).toBe(id)
  expect(await tasks.getTask(id)).toEqual({
    _id: id,
    title: 'Call',
    dueDate: new Date(0),
    version: 4,
    isCompleted: false,
  })
  expect(await tasks.removeTask(id)).toBe(id)
  await expect(tasks.getTask(id)).rejects.toMatchObject(wixError('TASK_NOT_FOUND'))
})

it('a task needs a title, and belongs to one run', async () => {
  const tasks = create()
  await expect(tasks.createTask({ contactId })).rejects.toThrow('title')
  const id = await tasks.createTask({ title: 'Call' })
  await expect(create().getTask(id)).rejects.toMatchObject(wixError('TASK_NOT_FOUND'))
})
