export function wixMembers_onMemberCreated(event) {
  const { entity: member } = event
  console.log(member.contactDetails.firstName)
}

export function wixMembers_onMemberUpdated({ entity }) {
  const { firstName } = entity.contact ?? entity.contactDetails ?? {}
  console.log(firstName, entity.profile.photo)
}
