import type { ModuleDouble } from '../double.js'
import { checkNotification } from './crm/notifications.js'
import { recordMethods } from './recorded-methods.js'

const module = 'wix-notifications.v2'

/** Stands for `wix-notifications.v2`: notifications are recorded, nobody gets them. */
export const wixNotificationsV2: ModuleDouble = {
  names: [module],
  create: (host) => ({
    named: {
      notifications: recordMethods(
        host,
        module,
        'notifications.',
        {
          notify: (body: unknown, channels: unknown, options: unknown) =>
            checkNotification(host, body, channels, options),
        },
        { needsElevation: () => true },
      ),
    },
  }),
}
