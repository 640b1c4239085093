import type { Messages } from './types.js'

type Code =
  | 'node-unsupported'
  | 'config-invalid'
  | 'config-key-unknown'
  | 'config-value-invalid'
  | 'secret-undefined'
  | 'public-key-unreadable'
  | 'public-key-on-one-line'
  | 'port-taken'
  | 'folder-not-writable'
  | 'cache-outdated'
  | 'folder-not-ignored'

/** About the machine and the files around the site. */
export const setUpMessages: Messages<Code> = {
  'node-unsupported': ({ version, range, owner }) => ({
    happens: `This is Node ${version}, and ${owner} asks for ${range}.`,
    todo: 'Install a Node that fits: https://nodejs.org/en/download',
  }),
  'config-invalid': ({ file, reason }) => ({
    happens: `${file} cannot be read: ${reason}.`,
    todo: 'Mend the JSON at this place.',
  }),
  'config-key-unknown': ({ key, nearest, known }) => ({
    happens: `badge-events knows no setting "${key}" and does not read it.`,
    todo:
      nearest.length > 0
        ? `Did you mean ${nearest.join(' or ')}?`
        : `Take it out. The settings are ${known.join(', ')}.`,
  }),
  'config-value-invalid': ({ key, expected }) => ({
    happens: `The setting "${key}" must be ${expected}.`,
    todo: 'Change the value in badge-events/config.json.',
  }),
  'secret-undefined': ({ name }) => ({
    happens: `The code asks for the secret ${name}, which neither .env.local nor .env defines: here the call rejects.`,
    todo: `Add a line ${name}=… to .env.local; on Wix it comes from the Secrets Manager.`,
  }),
  'public-key-unreadable': ({ source, reason }) => ({
    happens: `The public key in ${source} cannot be read: ${reason}. No delivery from Wix can be verified.`,
    todo: 'Copy the key again from the Webhooks page of your app: PEM text, or its base64.',
  }),
  'public-key-on-one-line': ({ source }) => ({
    happens: `The public key in ${source} is PEM on one line: badge-events reads that, @wix/sdk does not.`,
    todo: 'Give an app that uses @wix/sdk the key with real line breaks, or as base64.',
  }),
  'port-taken': ({ port, configured }) => ({
    happens: `Port ${port} is in use, so badge-events cannot receive deliveries there.`,
    todo: configured
      ? 'Stop the other program, or change "port" in badge-events/config.json.'
      : 'Stop the other program, or set another "port" in badge-events/config.json.',
  }),
  'folder-not-writable': ({ folder }) => ({
    happens: `${folder} cannot be written to, so caches, keys and deliveries cannot be kept.`,
    todo: 'Change its owner or mode, so that you may write to it.',
  }),
  'cache-outdated': ({ folder, made, version }) => ({
    happens: `${folder} holds bundles of badge-events ${made}, which ${version} does not use.`,
    todo: `Delete ${folder}: it is made anew when needed.`,
  }),
  'folder-not-ignored': ({ folder }) => ({
    happens: `${folder}, which holds deliveries, keys and caches, is not git-ignored: a commit would publish it.`,
    todo: `Add the line ${folder}/ to .gitignore.`,
  }),
}
