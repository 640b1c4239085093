import { createHmac } from 'node:crypto'

/** What a value is, and so what its fake looks like. */
export type Kind =
  | 'id'
  | 'email'
  | 'first'
  | 'last'
  | 'name'
  | 'phone'
  | 'date'
  | 'url'
  | 'token'
  | 'text'

/**
 * A made-up value in place of a real one. The same value always gets the same fake, on every machine.
 * What looks like a GUID, an e-mail address or a token gets one like it, whatever it was said to be.
 */
export function fakeOf(value: string, said: Kind): string {
  const kind = shapeOf(value, said) ?? said
  const hex = hash(kind === 'phone' && isPhone(value) ? digitsOf(value) : value)
  switch (kind) {
    case 'id':
      return guid.test(value.trim()) ? toGuid(hex) : `id-${hex.slice(0, 12)}`
    case 'email':
      return `member-${hex.slice(0, 6)}@example.com`
    case 'first':
      return pick(firstNames, hex, value)
    case 'last':
      return pick(lastNames, hex.slice(8), value)
    case 'name':
      return fakeName(value)
    case 'phone':
      return fakePhone(value, hex)
    case 'date':
      return fakeDate(value, hex)
    case 'url':
      return `https://images.example.com/${hex.slice(0, 12)}.jpg`
    case 'token':
      return `token-${hex.slice(0, 16)}`
    case 'text':
      return `text-${hex.slice(0, 8)}`
  }
}

/** A made-up whole number of as many digits, the same for the same number. */
export function fakeNumber(value: number): number {
  const digits = Math.min(15, String(Math.trunc(Math.abs(value))).length)
  const least = 10 ** (digits - 1)
  const fake = least + (Number.parseInt(hash(String(value)).slice(0, 12), 16) % (9 * least))
  return fake === Math.abs(value) ? least : fake
}

/** Whether a text is a phone number, with as many digits as no date and no small number has. */
export function isPhone(text: string): boolean {
  if (!/^\+?[\d ()./-]+$/.test(text) || /^\d{4}-\d\d-\d\d/.test(text)) return false
  return digitsOf(text).length >= (text.startsWith('+') ? 7 : 9)
}

/** Anybody may know it: fakes hide a value from readers, not from those who can guess it. */
const salt = 'badge-events capture --scrub, v1'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function hash(value: string): string {
  return createHmac('sha256', salt).update(value.trim().toLowerCase()).digest('hex')
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

function shapeOf(value: string, said: Kind): Kind | undefined {
  const text = value.trim()
  if (guid.test(text)) return 'id'
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'email'
  if (/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) return 'token'
  // These mean something only where nothing else is known.
  if (said !== 'text') return undefined
  if (/^(https?|wix):\S+$/i.test(text)) return 'url'
  if (/^\d{4}-\d\d-\d\d(T\S+)?$/.test(text)) return 'date'
  return isPhone(text) ? 'phone' : undefined
}

/** Of the same parts as in the fields for them: who is called Dana is so in the nickname as well. */
function fakeName(value: string): string {
  const [first = '', ...rest] = value.trim().split(/\s+/)
  const given = fakeOf(first, 'first')
  return rest.length === 0 ? given : `${given} ${fakeOf(rest.join(' '), 'last')}`
}

/** In the range that is kept for stories, 555-0100 to 555-0199. */
function fakePhone(value: string, hex: string): string {
  const number = Number.parseInt(hex.slice(0, 8), 16)
  const fake = (area: number): string => `+1${area}55501${String(number % 100).padStart(2, '0')}`
  const area = 200 + (Math.trunc(number / 100) % 700)
  return fake(area).endsWith(digitsOf(value).slice(-10)) ? fake(area + 1) : fake(area)
}

/** In the same form, so that code can read it; never in the same year. */
function fakeDate(value: string, hex: string): string {
  const part = (from: number, count: number): number =>
    Number.parseInt(hex.slice(from, from + 6), 16) % count
  const written = /^(\d{4})-\d\d-\d\d(T\S+)?$/.exec(value.trim())
  if (!written) return `text-${hex.slice(0, 8)}`
  const year = 1950 + part(0, 50)
  const [, real, time] = written
  const day = [year === Number(real) ? year + 1 : year, 1 + part(6, 12), 1 + part(12, 28)]
  const date = day.map((number) => String(number).padStart(2, '0')).join('-')
  return time === undefined ? date : `${date}T00:00:00.000Z`
}

function toGuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8'
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

const firstNames = [
  ...['Alex', 'Billie', 'Casey', 'Drew', 'Emery', 'Frankie', 'Harper', 'Jules'],
  ...['Kendall', 'Lennon', 'Marlow', 'Noor', 'Parker', 'Quinn', 'Rowan', 'Sasha'],
]
const lastNames = [
  ...['Ashdown', 'Birch', 'Calloway', 'Dunmore', 'Everly', 'Fairfax', 'Grove', 'Hollis'],
  ...['Ingram', 'Kestrel', 'Larkin', 'Merriton', 'Norwood', 'Oakley', 'Penrose', 'Quill'],
]

/** One that is no part of the real name. */
function pick(names: readonly string[], hex: string, value: string): string {
  const real = value.toLowerCase()
  const free = names.filter((name) => !real.includes(name.toLowerCase()))
  return free[Number.parseInt(hex.slice(0, 8), 16) % free.length] ?? 'Sam'
}
