import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'

const page = readFileSync(join(packageRoot, 'docs/recipes.md'), 'utf8')
const folder = join(packageRoot, 'examples/recipes')

test('the page shows each recipe, word for word', () => {
  const shown = [...page.matchAll(/^`examples\/recipes\/(\S+)`\n\n```js\n([\s\S]*?)^```$/gm)].map(
    ([, file = '', text = '']) => [file, text] as const,
  )
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
  expect(Object.fromEntries(shown)).toEqual(
    Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
  )
  expect(shown).toHaveLength(4)
})
