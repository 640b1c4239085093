import type { DoubleHost, ModuleDouble } from '../double.js'
import { isObject } from './crm/contact-info.js'
import { recordMethods } from './recorded-methods.js'

const module = 'wix-realtime-backend'
const maxPayloadBytes = 10 * 1024

/** Stands for `wix-realtime-backend`: messages are recorded, nobody is subscribed. */
export const wixRealtimeBackend: ModuleDouble = {
  names: [module],
  create(host) {
    const functions = {
      ...recordMethods(host, module, '', {
        publish(channel: unknown, payload: unknown) {
          checkChannel(host, channel)
          checkPayload(host, payload)
          return undefined
        },
      }),
      permissionsRouter: createPermissionsRouter(),
    }
    return { default: functions, named: functions }
  },
}

function checkChannel(host: DoubleHost, channel: unknown): void {
  const name = isObject(channel) ? channel.name : undefined
  if (typeof name === 'string' && name !== '' && name.length <= 140 && !/\s/.test(name)) return
  host.warn(
    'realtime-channel',
    'publish() takes a channel {name}, whose name has up to 140 characters and no spaces',
  )
}

function checkPayload(host: DoubleHost, payload: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(payload) ?? '')
  if (bytes <= maxPayloadBytes) return
  host.warn(
    'realtime-payload',
    `The payload of publish() has ${bytes} bytes; Wix documents a limit of 10 KB`,
  )
}

type Rule = (channel: unknown, subscriber: unknown) => unknown

function createPermissionsRouter(): object {
  const rules = new Map<string, Rule>()
  let fallback: Rule = () => ({ read: true })
  return {
    add: (channel: unknown, rule: Rule) => {
      rules.set(keyOf(channel), rule)
    },
    default: (rule: Rule) => {
      fallback = rule
    },
    check: async (channel: unknown, subscriber: unknown) =>
      (rules.get(keyOf(channel)) ?? fallback)(channel, subscriber),
  }
}

function keyOf(channel: unknown): string {
  return String(isObject(channel) ? channel.name : channel)
}
