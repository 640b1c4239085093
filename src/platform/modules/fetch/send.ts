// Taken before the handler's own fetch is replaced by a recorded one.
const { fetch } = globalThis

/** Really sends a request. */
export const send: typeof fetch = (input, init) => fetch(input, init)
