import { Permissions, webMethod } from 'wix-web-module'

export const sign = webMethod(Permissions.Anyone, (text) => `${text} -- the shop`)
