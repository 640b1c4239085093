import { BadgeEventsError } from '../../src/errors.js'

/** The error that some work ends with; it has to be one of ours. */
export function errorOf(work: () => unknown): BadgeEventsError {
  try {
    work()
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error('it went well')
}
