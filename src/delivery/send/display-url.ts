/** An address as it may be shown and logged: without the password. */
export function displayUrl(address: string): string {
  const url = new URL(address)
  if (url.password !== '') url.password = '***'
  return url.href
}
