import { tokenizer } from 'acorn'

/** Whether two pieces of code are the same but for comments, white space, quotes and semicolons. */
export function isSameCode(a: string, b: string): boolean {
  const [first, second] = [tokensOf(a), tokensOf(b)]
  return first.length === second.length && first.every((token, index) => token === second[index])
}

function tokensOf(code: string): string[] {
  const tokens: string[] = []
  for (const { type, start, end } of tokenizer(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
  })) {
    if (type.label === ';') continue
    tokens.push(type.label === 'string' ? code.slice(start + 1, end - 1) : code.slice(start, end))
  }
  return tokens
}
