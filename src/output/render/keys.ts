import type { KeysReport } from '../../commands/keys.js'
import { terminalText } from '../terminal-text.js'
import { createTheme } from '../theme.js'

/** What the key is good for, and the other keys; the key itself is the answer on stdout. */
export async function renderKeysNote(
  { local, configured }: KeysReport,
  { asBase64 }: { asBase64: boolean },
  colour: boolean,
): Promise<string> {
  const theme = await createTheme(colour)
  const how = asBase64
    ? [
        '  WIX_PUBLIC_KEY=<the line above>',
        '  AppStrategy({ appId, publicKey: process.env.WIX_PUBLIC_KEY })',
      ]
    : ['  AppStrategy({ appId, publicKey: `<the text above, with its line breaks>` })']
  return [
    '',
    `Local key ${theme.strong(local.fingerprint)}. Its private half is in`,
    `${terminalText(local.file)} and means nothing to Wix.`,
    '',
    'An app that you host yourself accepts what badge-events signs when its',
    '@wix/sdk is given this key, instead of the one from Wix:',
    '',
    ...how.map((line) => theme.accent(line)),
    '',
    `${theme.warn('!')} In development only: who can read the private half can sign any event.`,
    '',
    configured.length > 0
      ? 'Deliveries may also be signed with'
      : 'No public key of an app is set, so deliveries from Wix cannot be verified.',
    ...configured.map(
      ({ fingerprint, origin }) => `  ${fingerprint}  ${theme.dim(origins[origin])}`,
    ),
    '',
  ].join('\n')
}

const origins = {
  flag: 'from --public-key',
  environment: 'from BADGE_EVENTS_PUBLIC_KEY',
  config: 'from badge-events/config.json',
  local: 'made here',
} as const
