// Loaded before the command line: what goes to Wix's API goes to a server of the test instead, and
// nothing goes anywhere else.
const real = globalThis.fetch

globalThis.fetch = (input, init) => {
  const url = new URL(String(input))
  if (url.origin !== 'https://www.wixapis.com') throw new Error(`a test reached out to ${url}`)
  return real(`${process.env.WIX_RECORDER}${url.pathname}${url.search}`, init)
}
