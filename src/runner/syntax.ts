/** A node of the syntax tree of a bundle. */
export type Node = { type: string; start: number; [key: string]: unknown }

export function nameOf(node: unknown): string {
  const { name, value } = node as { name?: unknown; value?: unknown }
  return String(name ?? value ?? '')
}

/** Line and column of a node, 1-based. */
export function positionOf(node: Node): [number, number] {
  const { start } = node.loc as { start: { line: number; column: number } }
  return [start.line, start.column + 1]
}

/** Offset just inside the body of a function; null when the value is none with a body in braces. */
export function bodyStart(value: Node | null): number | null {
  const body = value?.body as Node | undefined
  return body?.type === 'BlockStatement' ? body.start + 1 : null
}

/** Calls back for all nodes below some nodes and for themselves. */
export function walk(nodes: readonly Node[], enter: (node: Node) => void): void {
  for (const node of nodes) {
    enter(node)
    for (const value of Object.values(node)) {
      const children = Array.isArray(value) ? value : [value]
      walk(children.filter(isNode), enter)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
