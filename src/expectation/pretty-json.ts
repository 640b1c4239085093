const width = 100

/** JSON to be read and compared line by line: what fits on a line stands on one. */
export function prettyJson(value: unknown, indent = '', before = ''): string {
  const flat = flatJson(value)
  if (indent.length + before.length + flat.length < width) return flat
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + prettyJson(item, inner))
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  if (typeof value !== 'object' || value === null) return flat
  const entries = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `
    return inner + name + prettyJson(item, inner, name)
  })
  return `{\n${entries.join(',\n')}\n${indent}}`
}

function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${flatJson(item)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
