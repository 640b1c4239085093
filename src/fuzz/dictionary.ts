/** Texts and numbers that code names: a handler that treats one title specially says which. */
export interface Dictionary {
  texts: readonly string[]
  numbers: readonly number[]
}

const mostTexts = 60
const mostNumbers = 25
const longestText = 60
const largestNumber = 20_000

const quoted = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`$\\\n]*)`/g
const whole = /(?<![\w.'"`])\d{1,5}(?![\w.'"`])/g

/**
 * What source files name, the first files first. A text that is split by an escape may be read wrong,
 * which costs a useless event and nothing else.
 */
export function readDictionary(sources: readonly string[]): Dictionary {
  const texts = new Set<string>()
  const numbers = new Set<number>()
  for (const source of sources) {
    const code = source.replaceAll(/^\s*(?:import|export)\b.*\bfrom\b.*$/gm, '')
    for (const [, one, two, three] of code.matchAll(quoted)) {
      const text = one ?? two ?? three ?? ''
      if (text !== '' && text.length <= longestText && texts.size < mostTexts) texts.add(text)
    }
    for (const [digits] of code.matchAll(whole)) {
      const number = Number(digits)
      if (number > 1 && number <= largestNumber && numbers.size < mostNumbers) numbers.add(number)
    }
  }
  return { texts: [...texts], numbers: [...numbers] }
}

export const emptyDictionary: Dictionary = { texts: [], numbers: [] }
