import wixData from 'wix-data'

// A title of emoji alone has an empty slug, and the index of a letter needs a letter.
const shelves = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz0123456789'].map((letter) => [letter, []]))

export async function wixBadges_onBadgeCreated(event) {
  const { _id, slug = event.entity._id } = event.entity
  const [first] = slug.toLowerCase()
  if (first === undefined) shelves[first].push(slug)
  await wixData.insert('Shelves', { _id, first })
}
