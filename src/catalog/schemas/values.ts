import * as z from 'zod/mini'

/*
 * The text beside a check is what a value is expected to be: validation puts it behind "expected".
 */

/** People use readable ids in local fixtures, so only the emptiness of an id is an error. */
export function id(description: string) {
  return z
    .string()
    .check(z.minLength(1, 'an id that is not empty'), z.describe(`${description} (a GUID on Wix)`))
}

export function text(description: string, max?: number) {
  return max === undefined
    ? z.string().check(z.describe(description))
    : z.string().check(z.maxLength(max, `at most ${max} characters`), z.describe(description))
}

export function flag(description: string) {
  return z.boolean().check(z.describe(description))
}

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

export function dateTime(description: string) {
  const expected = 'an ISO 8601 date and time like 2026-03-22T06:09:09.752Z'
  return z.string().check(
    z.refine((value) => isoDateTime.test(value) && !Number.isNaN(Date.parse(value)), expected),
    z.meta({ description, format: 'date-time' }),
  )
}

export function colour(description: string) {
  return z
    .string()
    .check(z.regex(/^#[0-9A-Fa-f]{6}$/, 'a colour like #FA8704'), z.describe(description))
}

export function oneOf<const T extends readonly [string, ...string[]]>(
  values: T,
  description: string,
) {
  return z.enum(values).check(z.describe(description))
}

/** Keys and values are an app's or a site owner's own. */
export function openRecord(description: string) {
  return z.record(z.string(), z.unknown()).check(z.describe(description))
}
