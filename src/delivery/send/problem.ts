interface Problem {
  host: string
  isConnected: boolean
}

/** Why a POST got no answer, in a few words for people. */
export function connectProblem(error: unknown, { host, isConnected }: Problem): string {
  if (isAnswerProblem(error)) return `what ${host} answered is not HTTP`
  if (isConnected) return `${host} closed the connection before it answered`
  const code = codeOf(error)
  const known = reasons[code]
  if (known !== undefined) return known(host)
  if (/CERT|SELF_SIGNED|SIGNATURE/.test(code)) {
    return `the certificate of ${host} is not trusted (${code}); NODE_EXTRA_CA_CERTS can name its issuer`
  }
  const { message } = leaf(error)
  return `no connection to ${host}: ${code === '' ? message : code}`
}

/** Whether the other side was reached and answered, though not in a way that can be read. */
export function isAnswerProblem(error: unknown): boolean {
  return leaf(error).name === 'HTTPParserError'
}

const reasons: Readonly<Record<string, (host: string) => string>> = {
  ECONNREFUSED: (host) => `nothing listens on ${host}`,
  ENOTFOUND: (host) => `there is no host ${host}`,
  EAI_AGAIN: (host) => `the name of ${host} cannot be looked up now`,
  EHOSTUNREACH: (host) => `there is no way to ${host}`,
  ENETUNREACH: (host) => `there is no way to ${host}`,
  ECONNRESET: (host) => `${host} closes connections at once`,
  EPROTO: (host) => `${host} does not speak TLS; is it an http: address?`,
  ERR_SSL_WRONG_VERSION_NUMBER: (host) => `${host} does not speak TLS; is it an http: address?`,
  UND_ERR_CONNECT_TIMEOUT: (host) => `${host} does not take a connection`,
  ETIMEDOUT: (host) => `${host} does not take a connection`,
}

function codeOf(error: unknown): string {
  const { code } = leaf(error)
  return typeof code === 'string' ? code : ''
}

/** A host with several addresses fails with one error for each of them. */
function leaf(error: unknown): { name?: string; code?: unknown; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return leaf(error.errors.at(-1))
  return error instanceof Error ? error : { message: String(error) }
}
