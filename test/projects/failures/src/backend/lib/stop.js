export function stop() {
  process.exit(7)
}
