import { slugOf } from './slug'

export function Catalog_beforeInsert(item) {
  return { ...item, slug: slugOf(item.title) }
}

export function BadgeLog_afterInsert(item) {
  return { ...item, isFresh: true }
}
