/** Somebody who may well exist; the same id always gives the same person. */
export interface Person {
  firstName: string
  lastName: string
  email: string
  slug: string
  since: Date
}

export function createPerson(id: string): Person {
  const firstName = pick(firstNames, hash(id, 1))
  const lastName = pick(lastNames, hash(id, 2))
  const name = `${firstName}.${lastName}`.toLowerCase()
  return {
    firstName,
    lastName,
    email: `${name}@example.com`,
    slug: `${name.replace('.', '')}${10000 + (hash(id, 3) % 90000)}`,
    since: createPastDate(id),
  }
}

/** A date of the year 2025, so that it lies before the events of a run; whole seconds, as Wix has them. */
export function createPastDate(id: string): Date {
  return new Date(Date.UTC(2025, 0, 1) + (hash(id, 4) % 31_536_000) * 1000)
}

/** A GUID that depends on the text alone. */
export function guidOf(text: string): string {
  const digits = [5, 6, 7, 8].map((seed) => hash(text, seed).toString(16).padStart(8, '0')).join('')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}

/** FNV-1a with a final mix, so that ids which differ in their last digit only differ in all names. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}

function pick(names: readonly string[], number: number): string {
  return names[number % names.length] ?? ''
}

const firstNames =
  'Ada Alma Amir Anna Aron Bea Carl Clara Dana Daniel Elena Emil Eva Felix Greta Hana Hugo Ida Ines Ivan Jonas Julia Kofi Lea Leo Lina Luis Maja Marco Mei Mila Nadia Noah Nora Omar Paula Rosa Sami Tara Yuki'.split(
    ' ',
  )

const lastNames =
  'Abel Adler Baker Bauer Berg Blanc Brandt Carter Castro Costa Cruz Dahl Diaz Eklund Farkas Fischer Garcia Hansen Haas Ito Jansen Kaya Keller Klein Kovac Lang Larsen Lopez Marin Meyer Moreau Novak Okafor Parker Petrov Rossi Santos Silva Tanaka Weber'.split(
    ' ',
  )
