import { Permissions, webMethod } from 'wix-web-module'

export const send = webMethod(Permissions.Admin, () => {})

export function wixBadges_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}
