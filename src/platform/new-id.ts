/** A random GUID, version 4. It need not be secret, and loading Node's crypto takes 2 ms of each run. */
export function newId(random: () => number = Math.random): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () =>
    Math.floor(random() * 16).toString(16),
  )
}
