import wixData from 'wix-data'

// A member who has just signed up may have no contact details.
export async function wixMembers_onMemberCreated(event) {
  const { _id, contactDetails } = event.entity
  const name = `${contactDetails.firstName} ${contactDetails.lastName}`
  await wixData.insert('Greetings', { _id, name })
}
