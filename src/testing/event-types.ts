import type { EventKey } from '../catalog/keys.js'
import type { VeloEvents } from '../event/typed.js'
import type { EventObject } from '../event/types.js'
import type { RunResult } from '../runner/result.js'

/** An event as it is named on the command line: a key (`assigned`), an alias, a Velo handler, a webhook type. */
export type EventName = EventKey | (string & {})

/** The event object of an event: what its handler receives, with dates as ISO 8601 text. */
export type EventObjectOf<Name extends string> =
  KeyOf<Name> extends keyof VeloEvents ? EventObject & AsJson<VeloEvents[KeyOf<Name>]> : EventObject

/** What the Velo handler of an event receives, dates as `Date`. */
export type VeloEventOf<Name extends string> =
  KeyOf<Name> extends keyof VeloEvents
    ? VeloEvents[KeyOf<Name>]
    : { data?: Record<string, unknown>; entity?: Record<string, unknown>; metadata: Metadata }

/** What one event did to one handler, with the event's own fields in `input`. */
export type RunResultOf<Name extends string> = Omit<RunResult, 'input'> & {
  /** The event object as it was sent; null when nobody handles it. */
  input: EventObjectOf<Name> | null
}

/** New values by path: `{ 'data.memberId': 'ann', 'entity.contactDetails.phones[0]': '555' }`. */
export type EventChanges<Name extends string> = (KeyOf<Name> extends keyof VeloEvents
  ? { [P in PathOf<AsJson<VeloEvents[KeyOf<Name>]>>]?: ValueAt<AsJson<VeloEvents[KeyOf<Name>]>, P> }
  : unknown) & { [path: string]: unknown }

/** A variant, `assigned.gold`, is the event that it is a variant of. */
type KeyOf<Name extends string> = Name extends `${infer Key}.${string}` ? Key : Name

type Metadata = VeloEvents['assigned']['metadata']

type AsJson<T> = T extends Date
  ? string
  : T extends readonly unknown[]
    ? { [I in keyof T]: AsJson<T[I]> }
    : T extends object
      ? { [K in keyof T]: AsJson<T[K]> }
      : T

/** Dotted paths, four steps deep; lists and free-form objects end a path. */
type PathOf<T, Depth extends 0[] = []> = Depth['length'] extends 4
  ? never
  : {
      [K in keyof T & string]-?: string extends K ? never : K | Deeper<NonNullable<T[K]>, K, Depth>
    }[keyof T & string]

type Deeper<T, Key extends string, Depth extends 0[]> = T extends readonly unknown[]
  ? never
  : T extends object
    ? `${Key}.${PathOf<T, [...Depth, 0]>}`
    : never

type ValueAt<T, Path> = Path extends `${infer Key}.${infer Rest}`
  ? Key extends keyof T
    ? ValueAt<NonNullable<T[Key]>, Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never
