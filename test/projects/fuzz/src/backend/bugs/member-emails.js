import wixData from 'wix-data'

// The list of addresses may be empty.
export async function wixMembers_onMemberUpdated(event) {
  const { _id, contactDetails } = event.entity
  const [first] = contactDetails?.emails ?? ['none@example.com']
  await wixData.save('Domains', { _id, domain: first.split('@').at(-1) })
}
