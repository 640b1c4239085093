import { checkArity } from './checks.js'
import { copyInto } from './copy.js'
import { createDataError } from './errors.js'
import { defaultLimit, type ResultPage } from './paging.js'
import {
  findReferenced,
  insertReferences,
  type ReferenceField,
  readId,
  readReferences,
  removeReferences,
  writeReferences,
} from './references.js'
import { type Operation, operate, operatePaged, type Session } from './session.js'

/** The functions for fields that refer to several items. No hooks run for them. */
export function createReferenceApi(session: Session) {
  const operation =
    <T>(method: string, answer: (place: ReferenceField, ids: string[]) => T) =>
    (...args: unknown[]): Promise<T> => {
      const [collection, field, referring, referenced, options] = args
      return operate(
        session,
        { method, collection, args: [field, referring, referenced], options, isHooked: false },
        (running) => {
          checkArity(method, args, 4)
          return answer(placeOf(running, field, referring), [referenced].flat().map(readId))
        },
      )
    }

  return {
    insertReference: operation('insertReference', insertReferences),
    removeReference: operation('removeReference', removeReferences),
    replaceReferences: operation('replaceReferences', writeReferences),
    isReferenced: operation('isReferenced', (place, ids) => {
      const known = readReferences(place)
      return ids.every((id) => known.includes(id))
    }),
    queryReferenced(
      collection?: unknown,
      item?: unknown,
      field?: unknown,
      options?: unknown,
    ): Promise<ResultPage> {
      const { limit, skip = 0, order } = readRange(options)
      return operatePaged(
        session,
        {
          method: 'queryReferenced',
          turns: 'queryReferenced.',
          collection,
          options,
          isHooked: false,
          limit,
          skip,
          argsAt: (at) => [item, field, ...(at > 0 ? [{ skip: at }] : [])],
        },
        (running, at) => {
          const ids = readReferences(placeOf(running, field, item))
          const ordered = order === 'desc' ? ids.toReversed() : ids
          const found = ordered.flatMap((id) => findReferenced(running.world, id) ?? [])
          const page = found.slice(at, at + (limit ?? defaultLimit))
          return { items: page.map((one) => copyInto({}, one)), totalCount: found.length }
        },
      )
    },
  }
}

function placeOf(
  { world, collection }: Operation,
  field: unknown,
  referring: unknown,
): ReferenceField {
  if (typeof field !== 'string') {
    throw createDataError({
      code: 'WDE0003',
      text: 'the name of the reference field must be a string',
    })
  }
  return { world, collection, field, itemId: readId(referring) }
}

function readRange(options: unknown): { limit?: number; skip?: number; order?: unknown } {
  if (typeof options !== 'object' || options === null) return {}
  const { limit, skip, order }: Record<string, unknown> = { ...options }
  return {
    ...(typeof limit === 'number' && { limit }),
    ...(typeof skip === 'number' && { skip }),
    order,
  }
}
