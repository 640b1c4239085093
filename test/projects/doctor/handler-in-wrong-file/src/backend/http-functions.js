export function wixMembers_onMemberDeleted(event) {
  console.log(event.metadata.entityId)
}
