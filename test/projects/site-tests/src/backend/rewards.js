import { elevate } from 'wix-auth'
import { badges } from 'wix-members.v2'
import { accounts } from 'wix-loyalty.v2'
import { getJSON } from 'wix-fetch'

// Made once, when the file is loaded: the world behind it changes from test to test.
const assignBadge = elevate(badges.assignBadge)

export const promote = (memberId) => assignBadge('gold', [memberId])

export async function balance(memberId) {
  return (await accounts.getAccount(memberId)).account.points.balance
}

/** Tries again after a minute, once. */
export async function rate() {
  try {
    return (await getJSON('https://rates.example.com/today')).rate
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 60_000))
    return (await getJSON('https://rates.example.com/today')).rate
  }
}
