/** Without i, l, o and u, which are misread or make words. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 6
const space = 2 ** (5 * length)

/** Odd, and so a number modulo a power of two has exactly one product with it: no two ids are the same. */
const multiplier = 0x2f_5e_1c_4dn
const modulus = BigInt(space)
const inverse = invert(multiplier)

/** The short id of a delivery, made of its place in the log: neighbours look nothing alike. */
export function toShortId(seq: number): string {
  let rest = Number((BigInt(seq) * multiplier) % modulus)
  let id = ''
  for (let place = 0; place < length; place++) {
    id = digits[rest % 32] + id
    rest = Math.floor(rest / 32)
  }
  return id
}

/** The place in the log that an id stands for; null for what is no id. */
export function fromShortId(id: string): number | null {
  if (id.length !== length) return null
  let product = 0n
  for (const character of id.toLowerCase()) {
    const digit = digits.indexOf(character)
    if (digit < 0) return null
    product = product * 32n + BigInt(digit)
  }
  return Number((product * inverse) % modulus)
}

/** Newton's method: each round doubles the bits that are right. */
function invert(odd: bigint): bigint {
  let found = 1n
  for (let bits = 1; bits < 5 * length; bits *= 2) {
    found = (found * (2n - odd * found)) % modulus
  }
  return ((found % modulus) + modulus) % modulus
}
