import type { EventKey } from '../catalog/index.js'

export type WixModule = 'badges' | 'badgesV2' | 'badgeAssignments' | 'members'

/** One function of `@wix/members`, and what it is given. */
export interface Call {
  module: WixModule
  method: string
  args: readonly unknown[]
  /** Methods of the builder that the function returns; the last one sends the request. */
  chain?: readonly (readonly [method: string, ...args: unknown[]])[]
}

/** An answer of Wix, of which nothing is known beforehand. */
export type Answer = Readonly<Record<string, unknown>>

export type Thing = 'badge' | 'assignment' | 'member'

/** What is known by now: ids that were given or that Wix answered with. */
export interface Made {
  badgeId?: string
  memberId?: string
  assignmentId?: string
  /** The badge or member as it was before it is changed. */
  entity?: Answer
  /** Of a v4 badge, as the last answer had it. */
  revision?: string
}

/** One request, and what it means. */
export interface Act {
  /** In words: `assign badge … to member …`. */
  does: string
  call: Call
  /** The event that the call is documented to cause; null for reads. */
  causes: EventKey | null
  /** Permission id, as the type declarations of `@wix/members` name it. */
  permission: string
}

/** Takes one step back. */
export interface Undo extends Act {
  thing: Thing
  /** What a person types for the same, after `badge-events trigger`. */
  command: readonly string[]
}

/** One step of a plan. Everything is a function of what the steps before it found out. */
export interface Step {
  effect: 'reads' | 'makes' | 'changes' | 'ends'
  thing: Thing
  act(made: Made): Act
  /** What Wix may answer, for a rehearsal. */
  example: Answer
  /** @throws BadgeEventsError `CHANGE_REFUSED`, when the steps after it would be wrong */
  learn?(answer: Answer, made: Made): Made
  /** Null when it cannot be taken back. */
  undo?(made: Made): Undo | null
}

/** How an event is caused. */
export interface Plan {
  key: EventKey
  /** The events that may arrive because of it, as far as documented or thinkable. */
  awaited: readonly EventKey[]
  /** Which of the ids an event of it names. */
  subject: 'badgeId' | 'memberId'
  given: Made
  steps: readonly Step[]
}

/** Where calls go. */
export interface SiteApi {
  /** @throws BadgeEventsError; `details.isUncertain` when Wix may have done it all the same */
  call(act: Act): Promise<unknown>
}
