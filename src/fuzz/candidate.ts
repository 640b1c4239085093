/** A value that may stand at a place of an event. */
export interface Candidate {
  value: unknown
  cost: number
}

/** What classes of changes cost: the everyday ones least. */
export const cost = {
  absent: 0,
  null: 1,
  empty: 2,
  /** Another value of a closed set: a flag, a choice. */
  other: 3,
  /** What is elsewhere in the same event, such as the date of the creation. */
  elsewhere: 3.5,
  /** A field that the fixture lacks, with an ordinary value. */
  present: 4,
  plain: 4.5,
  /** A text or a number that the site's own code names. */
  named: 5,
  boundary: 5.5,
  odd: 6,
  long: 7,
  unknownField: 8,
  random: 9,
} as const
