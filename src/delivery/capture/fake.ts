import { createHmac } from 'node:crypto'

/** What a value is, and so what its fake looks like. */
export type Kind = 'id' | 'email' | 'first' | 'last' | 'name' | 'phone' | 'url' | 'token' | 'text'

/**
 * A made-up value in place of a real one. The same value always gets the same fake, on every machine.
 * What looks like a GUID, an e-mail address or a token gets one like it, whatever it was said to be.
 */
export function fakeOf(value: string, kind: Kind): string {
  const hex = createHmac('sha256', salt).update(value.trim().toLowerCase()).digest('hex')
  switch (shapeOf(value) ?? kind) {
    case 'id':
      return guid.test(value.trim()) ? toGuid(hex) : `id-${hex.slice(0, 12)}`
    case 'email':
      return `member-${hex.slice(0, 6)}@example.com`
    case 'first':
      return pick(firstNames, hex, value)
    case 'last':
      return pick(lastNames, hex.slice(8), value)
    case 'name':
      return `${pick(firstNames, hex, value)} ${pick(lastNames, hex.slice(8), value)}`
    case 'phone':
      return `+1555${String(Number.parseInt(hex.slice(0, 8), 16) % 10_000_000).padStart(7, '0')}`
    case 'url':
      return `https://images.example.com/${hex.slice(0, 12)}.jpg`
    case 'token':
      return `token-${hex.slice(0, 16)}`
    case 'text':
      return `text-${hex.slice(0, 8)}`
  }
}

/** Anybody may know it: fakes hide a value from readers, not from those who can guess it. */
const salt = 'badge-events capture --scrub, v1'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function shapeOf(value: string): Kind | undefined {
  const text = value.trim()
  if (guid.test(text)) return 'id'
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'email'
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text) ? 'token' : undefined
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

const firstNames = ['Alex', 'Billie', 'Casey', 'Drew', 'Emery', 'Frankie', 'Harper', 'Jules']
const lastNames = [
  'Ashdown',
  'Birch',
  'Calloway',
  'Dunmore',
  'Everly',
  'Fairfax',
  'Grove',
  'Hollis',
]

/** One that is no part of the real name. */
function pick(names: readonly string[], hex: string, value: string): string {
  const real = value.toLowerCase()
  const free = names.filter((name) => !real.includes(name.toLowerCase()))
  return free[Number.parseInt(hex.slice(0, 8), 16) % free.length] ?? 'Sam'
}
