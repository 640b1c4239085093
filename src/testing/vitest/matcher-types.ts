import 'vitest'

/** Of `expect(world)`, `expect(effects())` and `expect(result)` with a result of `simulate`. */
export interface WixMatchers {
  /** An item with at least these fields was inserted into a collection, by whatever call. */
  toHaveInserted(collection: string, item?: object): void
  /** A triggered email was sent: its id, and whom to with which variables. */
  toHaveEmailed(emailId?: unknown, email?: EmailMatch): void
  /** A request was made. In text, each `*` of the address stands for any text; a body of JSON is compared parsed. */
  toHaveFetched(url: unknown, request?: RequestMatch): void
  /** Of `expect(() => handler(event))`: a second delivery changes nothing and sends nothing. To be awaited. */
  toBeIdempotent(): Promise<void>
}

export interface EmailMatch {
  memberId?: unknown
  contactId?: unknown
  userId?: unknown
  variables?: unknown
}

export interface RequestMatch {
  method?: unknown
  headers?: unknown
  body?: unknown
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: a merged interface repeats the parameters of the original
  interface Matchers<T = any> extends WixMatchers {}
}
