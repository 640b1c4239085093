import type { FindingCode } from '../finding.js'
import type { Messages } from './types.js'

type Code = Extract<
  FindingCode,
  `handler-${string}` | `events-file-${string}` | `event-${'deprecated' | 'preview'}`
>

/** About which handlers Wix finds. */
export const handlerMessages: Messages<Code | 'syntax-error' | 'v3-twin-missing'> = {
  'syntax-error': ({ file, reason }) => ({
    happens: `${file} does not parse (${reason}), so no handler in it can run.`,
    todo: 'Mend the syntax at this place and run doctor again: the other rules need code that parses.',
  }),
  'events-file-missing': ({ expected }) => ({
    happens: 'This site has no events.js, the only file in which Wix looks for event handlers.',
    todo: `Create ${expected}: badge-events init writes it with the badge handlers.`,
  }),
  'events-file-typescript': ({ file }) => ({
    happens: `${file} is TypeScript, which Velo sites do not support: there, Wix looks for events.js.`,
    todo: 'Rename it to events.js and turn its types into JSDoc comments; // @ts-check still checks them.',
  }),
  'handler-reexported': ({ name, local }) => ({
    happens: `${name} is ${local === name ? 'an imported function' : `the imported function ${local}`} exported again; Wix does not call an imported function.`,
    todo: `Write a function that calls it: export function ${name}(event) { return ${asCallee(local, name)}(event) }`,
  }),
  'handler-reexported-from': ({ name, from }) => ({
    happens: `${name} is exported straight from ${quote(from)}: a re-exported function, which Wix does not call.`,
    todo: `Import the function under another name and write: export function ${name}(event) { … }`,
  }),
  'handler-star-exported': ({ name, from }) => ({
    happens: `${name} reaches events.js only through export * from ${quote(from)}: a re-exported function, which Wix does not call.`,
    todo: `Import the function under another name and write: export function ${name}(event) { … }`,
  }),
  'handler-dynamic': ({ name }) => ({
    happens: `${name} is the result of a call, and Wix does not call a handler that is made at run time.`,
    todo: `Keep the result in a constant of its own and call that from export function ${name}(event) { … }`,
  }),
  'handler-member': ({ name }) => ({
    happens: `${name} is taken out of an object, and Wix does not call a handler that is a member of an object.`,
    todo: `Write a function that calls the member: export function ${name}(event) { … }`,
  }),
  'handler-commonjs': ({ name }) => ({
    happens: `${name} is exported the CommonJS way, and Wix does not call handlers of module.exports or exports.`,
    todo: `Write: export function ${name}(event) { … }`,
  }),
  'handler-default': ({ name }) => ({
    happens:
      name === null
        ? 'events.js has a default export and no named handler; Wix finds handlers by their names only.'
        : `${name} is inside the default export; Wix finds handlers by the names of exports only.`,
    todo: `Write: export function ${name ?? 'wixBadges_onBadgeAssigned'}(event) { … }`,
  }),
  'handler-not-a-function': ({ name, is }) => ({
    happens: `${name} is ${is}, not a function that Wix could call with an event.`,
    todo: `Write: export function ${name}(event) { … }`,
  }),
  'handler-duplicated': ({ name }) => ({
    happens: `${name} is exported twice, which is a syntax error: no handler of this file can run.`,
    todo: 'Put the code of both into one function.',
  }),
  'handler-misspelled': ({ name, nearest }) => ({
    happens: `Wix calls no handler named ${name}.`,
    todo: `Rename it to ${nearest.join(' or ')}.`,
  }),
  'handler-unknown': ({ name, sdk }) => ({
    happens: sdk
      ? `No Velo handler ${name} is documented; this event is known as ${sdk} of the SDK and as a webhook only.`
      : `No Velo handler ${name} is documented, and no known name is close to it.`,
    todo: 'See badge-events events for the names that Wix documents.',
  }),
  'handler-unprefixed': ({ name, full }) => ({
    happens: `Wix does not call ${name}: the name of a handler begins with that of its app.`,
    todo: `Rename it to ${full}, or stop exporting it if other code calls it.`,
  }),
  'handler-prefix-unknown': ({ prefix, nearest, name }) => ({
    happens: `${prefix} is none of the known prefixes of handlers, so Wix may never call ${name}.`,
    todo: `If you meant ${nearest}, rename it; else ignore this, prefixes differ from API to API.`,
  }),
  'handler-in-wrong-file': ({ name, file, expected }) => ({
    happens: `Wix looks for event handlers in ${expected} only, so ${name} in ${file} is never called.`,
    todo: `Move it to ${expected}, or import it there and call it from export function ${name}(event) { … }`,
  }),
  'handler-in-two-files': ({ name, file, other }) => ({
    happens: `${name} is in ${other} and in ${file}; nothing documents that Wix calls both.`,
    todo: `Keep the one in ${other}, and delete the one here.`,
  }),
  'event-deprecated': ({ name, twin }) => ({
    happens: `${name} is of the v3 badge API, announced for removal in spring 2026; whether it is still called is not documented.`,
    todo: `Add its v4 twin: export function ${twin}(event) { … }, and let both call one function.`,
  }),
  'event-preview': ({ names }) => ({
    happens: `${list(names)} ${names.length === 1 ? 'belongs' : 'belong'} to APIs that the documentation labels Developer Preview: expect changes.`,
    todo: 'Nothing now. When one does not fire, look at its page: badge-events events <name>',
  }),
  'v3-twin-missing': ({ name, twin }) => ({
    happens: `${name} stands alone: badge events are documented with both prefixes, and which of them Wix calls today is not.`,
    todo: `Add export function ${twin}(event) { … }, and let both call one function.`,
  }),
}

/** A function cannot call an import that has the same name as itself. */
function asCallee(local: string, name: string): string {
  return local === name ? 'original' : local
}

function quote(text: string): string {
  return `'${text}'`
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
