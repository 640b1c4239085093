export function greeting(points) {
  return `You have ${points} more points`
}
