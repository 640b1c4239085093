import type { DoubleHost } from '../../double.js'
import type { Label } from '../../site-state.js'
import { listOf } from './contact-info.js'
import type { CreateError } from './contacts.js'

/** What all dialects do with the labels of contacts. */
export interface LabelBook {
  all(): Label[]
  findOrCreate(name: unknown): { label: Label; newLabel: boolean }
  get(key: unknown): Label
  rename(key: unknown, name: unknown): Label
  remove(key: unknown): void
}

export function createLabelBook(host: DoubleHost, createError: CreateError): LabelBook {
  const labels = (): Map<string, Label> => host.world.site.labels
  const find = (key: unknown): Label => {
    const label = labels().get(String(key))
    if (label) return label
    const description = `No label has the key ${String(key)}`
    throw createError({ status: 404, code: 'NOT_FOUND', description })
  }
  const checkName = (name: unknown): string => {
    if (typeof name === 'string' && name.trim() !== '') return name
    const description = 'The name of a label is text that is not empty'
    throw createError({ status: 400, code: 'INVALID_ARGUMENT', description })
  }

  return {
    all: () => [...labels().values()],
    findOrCreate(name) {
      const displayName = checkName(name)
      const label = createLabel(displayName, host.world.now())
      const known = [...labels().values()].find(
        ({ key, displayName }) => displayName === label.displayName || key === label.key,
      )
      if (known) return { label: known, newLabel: false }
      labels().set(label.key, label)
      return { label, newLabel: true }
    },
    get: find,
    rename(key, name) {
      const label = find(key)
      const renamed = { ...label, displayName: checkName(name), _updatedDate: host.world.now() }
      labels().set(label.key, renamed)
      return renamed
    },
    remove(key) {
      const label = find(key)
      labels().delete(label.key)
      for (const { info } of host.world.site.contacts.values()) {
        const keys = listOf(info.labelKeys)
        if (keys.includes(label.key)) info.labelKeys = keys.filter((other) => other !== label.key)
      }
    },
  }
}

function createLabel(displayName: string, now: Date): Label {
  const slug = displayName.trim().toLowerCase().replace(/\s+/g, '-')
  return {
    namespace: 'custom',
    key: `custom.${slug}`,
    displayName,
    labelType: 'USER_DEFINED',
    _createdDate: now,
    _updatedDate: now,
  }
}
