import type { FindingArgs, FindingCode } from '../finding.js'
import type { ProbeName, Stack } from '../webhook/types.js'
import type { Messages } from './types.js'

type Code = Extract<FindingCode, `webhook-${string}`>

/** About the answers of a server to webhooks. */
export const webhookMessages: Messages<Code> = {
  'webhook-not-found': ({ status }) => ({
    happens: `The server has nothing to post to at this address: it answers ${status}.`,
    todo: 'Give the path of the webhook route: badge-events doctor --url 3000/webhook. Wix sends POST.',
  }),
  'webhook-no-answer': ({ probes, seconds }) => ({
    happens: `The server does not answer ${nameAll(probes)} within ${seconds} s: the request hangs.`,
    todo: 'Answer on every way through the route, and catch what it throws: Express 4 does not do that for async functions.',
  }),
  'webhook-crashed': ({ after, how }) => ({
    happens: `${crashes[how]} ${probeWords[after]}.`,
    todo: 'Look at the error in the log of the server, and catch it where the body is read and verified.',
  }),
  'webhook-accepts-all': ({ answered }) => ({
    happens: `The server answers 2xx to each of ${answered} bodies that it must refuse, even to an empty one: it does not verify, or it answers first, or it hides the error. Wix never sends again what failed then.`,
    todo: 'Wait for the verification, then answer: 200 when it succeeded, 401 when it threw.',
  }),
  'webhook-signature-unchecked': () => ({
    happens:
      'The server accepts a delivery whose signature is wrong: anybody can send it any event.',
    todo: 'Verify the token, with client.webhooks of @wix/sdk; decoding it is not enough.',
  }),
  'webhook-forgery-accepted': ({ forgeries }) => ({
    happens: `The server accepts ${nameAll(forgeries)}, though it refuses a wrong signature.`,
    todo: 'Verify with client.webhooks of @wix/sdk, or allow RS256 alone and check exp.',
  }),
  'webhook-junk-accepted': ({ bodies }) => ({
    happens: `The server answers 2xx to ${nameAll(bodies)}, which is no delivery.`,
    todo: 'Refuse with 400 or 401 what is not a token that verifies.',
  }),
  'webhook-status-not-200': ({ status, location }) => ({
    happens: `The server answers ${status}${status >= 300 ? `, a redirect${location === null ? '' : ` to ${location}`}` : ''}: Wix counts only 200, and sends again up to 12 times.`,
    todo:
      status >= 300
        ? 'Give the address that it leads to, or let the route be reached without a login.'
        : 'Answer 200.',
  }),
  'webhook-body-parsed': ({ contentTypes, stack, ...said }) => ({
    happens: `A JSON parser eats the token: a valid delivery ${sentWith(contentTypes)} gets ${answer(said)}. Which content type Wix sends is not documented.`,
    todo: readAsText(stack),
  }),
  'webhook-body-unread': ({ contentTypes, stack, ...said }) => ({
    happens: `The body of a valid delivery ${sentWith(contentTypes)} does not reach the handler: it gets ${answer(said)}. Which content type Wix sends is not documented.`,
    todo: readAsText(stack),
  }),
  'webhook-content-type-refused': ({ contentTypes, stack, ...said }) => ({
    happens: `The server refuses a valid delivery ${sentWith(contentTypes)}, with ${answer(said)}. Which content type Wix sends is not documented.`,
    todo: readAsText(stack),
  }),
  'webhook-key-unreadable': (said) => ({
    happens: `The server cannot read its public key: a valid delivery gets ${answer(said)}.`,
    todo: 'Set it to WIX_PUBLIC_KEY="$(badge-events keys --base64)". @wix/sdk takes PEM with real line breaks, or base64 of it; \\n written out does not do.',
  }),
  'webhook-key-other': (said) => ({
    happens: `The server trusts another key${said.said === '' ? ', most likely' : ''}: it refuses each valid delivery as if it were forged, with ${answer(said)}.`,
    todo: 'Start it with WIX_PUBLIC_KEY="$(badge-events keys --base64)", from the folder in which doctor runs: each site has a key of its own.',
  }),
  'webhook-event-unexpected': ({ events, ...said }) => ({
    happens: `The server verifies deliveries and handles no event of those that were sent (${events.join(', ')}): ${answer(said)}.`,
    todo: 'Name one that it handles, --event member-created, or register a handler before the first delivery.',
  }),
  'webhook-handler-failed': ({ event, ...said }) => ({
    happens: `The server verifies ${event} and then fails, with ${answer(said)}: Wix sends that again up to 12 times.`,
    todo: 'Look at its log. The badge and the member of the delivery do not exist; a handler has to bear that.',
  }),
  'webhook-refused': (said) => ({
    happens: `The server refuses a valid delivery with ${answer(said)}, and does not tell why.`,
    todo: 'Look at its log. Most often it trusts another key than badge-events keys --base64 prints, or it does not read the body as text.',
  }),
  'webhook-late': ({ ms, waitedMs }) => ({
    happens: `The server answers after ${seconds(ms)}: Wix waits ${waitedMs.toLocaleString('en')} ms, and sends again.`,
    todo: 'Verify, keep the event, answer 200, and do the slow work afterwards.',
  }),
  'webhook-late-sometimes': ({ ms, usualMs, late, of }) => ({
    happens: `${late} of ${of} valid deliveries ${late === 1 ? 'was' : 'were'} answered after ${seconds(ms)}, the others in ${usualMs} ms; Wix waits 1,250 ms.`,
    todo: 'A cold start does that, or a handler that waits for something slow: do such work after the answer.',
  }),
  'webhook-duplicate-refused': (said) => ({
    happens: `The same delivery sent twice gets ${answer(said)} the second time: Wix takes that for a failure, and sends it again.`,
    todo: 'Answer 200 to a delivery that was handled before.',
  }),
  'webhook-body-limited': ({ bytes, ...said }) => ({
    happens: `A delivery of ${Math.round(bytes / 1000)} KB gets ${answer(said)}, and a badge with a long description takes as much.`,
    todo: 'Raise the limit of the body: 100 KB is the default of Express, 1 MB that of Fastify.',
  }),
  'webhook-unhandled-refused': (said) => ({
    happens: `An event that the server does not handle gets ${answer(said)}: Wix sends it again up to 12 times.`,
    todo: 'Answer 200 to what is signed well and not handled, or subscribe the app to what it handles alone.',
  }),
}

const crashes: Readonly<Record<FindingArgs['webhook-crashed']['how'], string>> = {
  gone: 'The server is gone: nobody listens any more after',
  cut: 'The server closed the connection without an answer to',
  refuses: 'The server does not take a valid delivery any more after',
}

/** What was sent, in words. */
export const probeWords: Readonly<Record<ProbeName, string>> = {
  get: 'a GET',
  'text-plain': 'a valid delivery, text/plain',
  'no-content-type': 'a valid delivery, no content type',
  'application-json': 'a valid delivery, application/json',
  'application-jwt': 'a valid delivery, application/jwt',
  'same-again': 'the same delivery again',
  'bad-signature': 'a token with a wrong signature',
  expired: 'an expired token',
  'alg-none': 'an unsigned token, alg none',
  'alg-hs256': 'a token signed with HS256, the public key',
  empty: 'an empty body',
  json: 'a JSON object',
  garbage: 'a text that is no token',
  'json-quoted': 'a valid token in JSON quotes',
  'event-unhandled': 'an event that nobody handles',
  large: 'a delivery of 17 KB',
  'at-last': 'a valid delivery after all that',
}

function nameAll(names: readonly ProbeName[]): string {
  return names.map((name) => probeWords[name]).join(', ')
}

function answer({ status, said }: { status: number; said: string }): string {
  return said === '' ? String(status) : `${status} "${said}"`
}

function sentWith(contentTypes: readonly (string | null)[]): string {
  const all = contentTypes.map((type) => type ?? 'no content type')
  const last = all.pop() ?? ''
  return `with ${all.length === 0 ? last : `${all.join(', ')} or ${last}`}`
}

const textReaders: Readonly<Record<NonNullable<Stack>, string>> = {
  express: 'put express.text({ type: () => true }) on this route, before express.json()',
  fastify:
    "in this route's plugin, removeAllContentTypeParsers() and addContentTypeParser('*', { parseAs: 'string' }, …)",
  next: 'in an API route, config = { api: { bodyParser: false } }, and read the stream',
}

function readAsText(stack: Stack): string {
  const how = stack === null ? '' : `: ${textReaders[stack]}`
  return `Read the body as text, whatever its content type${how}.`
}

/** Two digits: 1.25 s and 1.26 s are on two sides of the deadline. */
function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`
}
