// Control characters in text from outside can move the cursor, recolour or retitle a terminal, and
// direction marks can make a line read as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be escaped
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Makes text that came from outside safe to print: payloads, logs of handlers, names. Keeps tabs and line ends. */
export function terminalText(text: string): string {
  return text.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
