import { Permissions, webMethod } from 'wix-web-module'

export const pointsFor = webMethod(Permissions.Anyone, (count) => (count >= 3 ? 50 : 10))
