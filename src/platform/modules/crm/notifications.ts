import type { DoubleHost } from '../../double.js'
import { isObject } from './contact-info.js'
import { warnOfLongTexts } from './text-length.js'

const channelNames = ['Mobile', 'Dashboard', 'Browser']

/** Warns of what Wix does not take in a dashboard notification; nothing is sent. */
export function checkNotification(
  host: DoubleHost,
  body: unknown,
  channels: unknown,
  options: unknown,
): undefined {
  const { title, actionTitle, action } = isObject(options) ? options : {}
  warnOfLongTexts(host, 'notification-length', 512, {
    'The body of a notification': body,
    'The title of a notification': title,
    'The action title of a notification': actionTitle ?? action,
  })
  const unknown = [channels].flat().filter((name) => !channelNames.includes(String(name)))
  if (unknown.length > 0 || !Array.isArray(channels)) {
    host.warn(
      'notification-channel',
      `The channels of a notification are a list of ${channelNames.join(', ')}, not ${unknown.map(String).join(', ') || String(channels)}`,
    )
  }
  return undefined
}
