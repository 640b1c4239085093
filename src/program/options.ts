import { InvalidArgumentError, Option } from 'commander'

// Options and their values that several commands share.

export function fixtureOption(): Option {
  return new Option(
    '-f, --fixture <file>',
    'event to use: an event object, a domain event, a webhook envelope or a raw JWT; - reads stdin',
  )
}

export function setOption(): Option {
  return new Option(
    '-s, --set <path=value>',
    'change a field: data.memberId=…, world.member.loginEmail=… (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

export function unsetOption(): Option {
  return new Option('-u, --unset <path>', 'remove a field (repeatable)')
    .argParser(collect)
    .default([], 'none')
}

export function memberShapeOption(): Option {
  return new Option(
    '--member-shape <shape>',
    'shape of a member: as the Velo samples print it, or as its v2 types declare it',
  ).choices(['sample', 'v2'])
}

export function filterOption(): Option {
  return new Option(
    '--filter <path=value>',
    'only those with this value: data.memberId=…, path!=value (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

export function sinceOption(): Option {
  return new Option('--since <time>', 'received since: 2h, 30m, 7d, or a date')
}

export function eventsOption(): Option {
  return new Option('--events <names>', 'only these, with commas between: assigned,created-v4')
}

export function grepOption(): Option {
  return new Option(
    '--grep <text>',
    'only those with this text, or /regex/, somewhere in the event',
  )
}

export function publicKeyOption(): Option {
  return new Option(
    '--public-key <key>',
    'public key of your app: a file, PEM, or its base64 (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

export function forwardOption(): Option {
  return new Option(
    '--forward-to <address>',
    'pass on to 3000, :3000/hook, a URL, or created=:3000/hook (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

export function formOption(description: string): Option {
  return new Option('--form <form>', description).choices(['velo', 'sdk', 'domain', 'webhook'])
}

export function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

export function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw new InvalidArgumentError('It must be a number of seconds, more than 0.')
  }
  return seconds
}

/** `world.member.loginEmail=…` changes what the event is about, anything else the event itself. */
export function splitChanges(changes: readonly string[]): { set: string[]; worldSet: string[] } {
  const prefix = 'world.'
  return {
    set: changes.filter((change) => !change.startsWith(prefix)),
    worldSet: changes
      .filter((change) => change.startsWith(prefix))
      .map((change) => change.slice(prefix.length)),
  }
}

export function parseWhole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number.')
  return number
}

export function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.')
  return count
}
