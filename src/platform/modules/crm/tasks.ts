import type { DoubleHost } from '../../double.js'
import { createPerWorld } from '../per-world.js'
import { recordMethods } from '../recorded-methods.js'
import { createVeloError } from '../wix-error.js'
import { isObject } from './contact-info.js'

type Task = Record<string, unknown> & { _id: string; version: number }

const tasksOf = createPerWorld((): Map<string, Task> => new Map())

/** `tasks` of the stable module: most of its methods give the id of the task. */
export function createTasks(host: DoubleHost, module: string): object {
  const find = (id: unknown): Task => {
    const task = tasksOf(host.world).get(String(id))
    if (task) return task
    const description = `No task has the id ${String(id)}`
    throw createVeloError({ status: 404, code: 'TASK_NOT_FOUND', description })
  }
  const change = (id: unknown, fields: Record<string, unknown>): string => {
    const task = find(id)
    const merged: Task = { ...task, ...fields, _id: task._id, version: task.version + 1 }
    for (const [name, value] of Object.entries(fields)) if (value === null) delete merged[name]
    tasksOf(host.world).set(task._id, merged)
    return task._id
  }

  const answers = {
    getTask: find,
    createTask(info: unknown) {
      const fields = pickFields(info)
      if (typeof fields.title !== 'string' || fields.title === '') {
        const description = 'A task needs a title'
        throw createVeloError({ status: 400, code: 'INVALID_ARGUMENT', description })
      }
      const _id = host.world.newId()
      tasksOf(host.world).set(_id, { ...fields, _id, version: 1, isCompleted: false })
      return _id
    },
    updateTaskFields: (id: unknown, info: unknown) => change(id, pickFields(info)),
    completeTask: (id: unknown) => change(id, { isCompleted: true }),
    resetTask: (id: unknown) => change(id, { isCompleted: false }),
    removeTask(id: unknown) {
      const { _id } = find(id)
      tasksOf(host.world).delete(_id)
      return _id
    },
  }
  return recordMethods(host, module, 'tasks.', answers)
}

function pickFields(info: unknown): Record<string, unknown> {
  const { title, dueDate, contactId } = isObject(info) ? info : {}
  return Object.fromEntries(
    Object.entries({ title, dueDate, contactId }).filter(([, value]) => value !== undefined),
  )
}
