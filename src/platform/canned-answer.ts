/** What the site wants a fetch to be answered with. */
export interface CannedAnswer {
  /** An address; each `*` in it stands for any text. */
  match: string
  /** Any method without it. */
  method?: string | undefined
  /** 200 without it. */
  status?: number | undefined
  headers?: Record<string, string> | undefined
  /** Text is sent as it is, anything else as JSON; `{}` without it. */
  body?: unknown
  delayMs?: number | undefined
  /** The request fails with this message, as it does without a network. */
  error?: string | undefined
}
