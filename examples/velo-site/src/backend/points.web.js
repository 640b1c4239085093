import { Permissions, webMethod } from 'wix-web-module'

export const pointsFor = webMethod(Permissions.Anyone, (badgeCount) => (badgeCount >= 3 ? 50 : 10))
