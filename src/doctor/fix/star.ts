import MagicString from 'magic-string'
import { starNames } from '../handler-exports.js'
import type { Fixer } from './plan.js'
import { blankLine, calleeName, hasComment, wrapper } from './write.js'

/** Adds a function beside `export *`: an export of the file's own goes before those of the star. */
export const fixStar: Fixer = (source, name) => {
  const { module, text } = source
  const found = starNames(source).find((star) => star.name === name)
  const statement = module?.starExports.find(({ specifier }) => specifier === found?.from)
  if (!module || !statement || hasComment(module, statement)) return null
  const written = text.slice(statement.start, statement.end)
  const from = /from\s*(['"][\s\S]*?['"])/.exec(written)?.[1]
  if (from === undefined) return null
  const callee = calleeName(module, name)
  // In a file of such statements alone, they are all that shows its style.
  const style = { ...module.style, semicolons: written.endsWith(';') }
  const added = [
    `import { ${name} as ${callee} } from ${from}${style.semicolons ? ';' : ''}`,
    wrapper({ ...module, style }, name, callee),
  ]
  const edited = new MagicString(text)
  edited.appendLeft(statement.end, `${module.style.lineEnd}${added.join(blankLine(module))}`)
  return edited.toString()
}
