import { stripVTControlCharacters } from 'node:util'

/** What XML 1.0 has no way to write, https://www.w3.org/TR/xml/#charsets: controls, lone surrogates. */
const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make these a space in an attribute, and drop the last one in text.
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
}

/** A text as the content of an element. Colour codes go, characters that XML has not become `\u0000`. */
export function xmlText(text: string): string {
  return legal(text).replace(/[&<>\r]/g, (char) => entities[char] ?? char)
}

/** A text as the value of an attribute between double quotes. */
export function xmlAttribute(text: string): string {
  return legal(text).replace(/[&<>"\n\t\r]/g, (char) => entities[char] ?? char)
}

function legal(text: string): string {
  return stripVTControlCharacters(text).replace(
    illegal,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
