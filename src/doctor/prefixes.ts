import { nearestTypos } from './typo.js'

/**
 * Prefixes of handlers seen in the Velo reference. They differ from API to API and version to version, so
 * one that is not here may still be right. https://dev.wix.com/docs/velo/events-service-plugins
 */
const prefixes =
  'wixBadges wixBilling wixBlog wixBookings wixBookingsCatalog wixBookingsServices wixBookingsV2 wixChat wixComments wixContacts wixCrm wixCrmInbox wixCrmTasks wixData wixEcom wixEcomDiscounts wixEmailMarketing wixEvents wixEventsGuests wixForms wixForum wixLocations wixLoyalty wixMarketing wixMediaManager wixMediaSiteMedia wixMembers wixPaidPlans wixPay wixPricingPlans wixPricingPlansBackend wixProGallery wixReviews wixSocialGroups wixStores wixStoresCatalog wixTableReservations'.split(
    ' ',
  )

/** `wixStores` of `wixStores_onNewOrder`. */
export function prefixOf(name: string): string {
  return name.slice(0, name.indexOf('_'))
}

/** The known prefix that a mistyped one may stand for; null when it is known, or far from all. */
export function nearestPrefix(name: string): string | null {
  const prefix = prefixOf(name)
  // Later versions of an API have a number at the end of the prefix.
  if (prefixes.includes(prefix) || /V\d+$/.test(prefix)) return null
  const [nearest] = nearestTypos(prefix, prefixes)
  return nearest ?? null
}
