export function levelOf(badges) {
  return badges > 2 ? 'gold' : 'silver'
}
