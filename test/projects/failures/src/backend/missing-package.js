import Stripe from 'stripe'

export function wixBadges_onBadgeAssigned() {
  return new Stripe()
}
