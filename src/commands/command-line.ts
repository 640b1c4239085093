/** A command as a person types it in a shell. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./@:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
