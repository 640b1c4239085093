/** What colours mean here. Each function returns its text unchanged when colours are off. */
export interface Theme {
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
  /** Names the eye should find first. */
  strong(text: string): string
  /** Places, times, ids: there when wanted. */
  dim(text: string): string
  accent(text: string): string
}

const plain: Theme = {
  good: String,
  bad: String,
  warn: String,
  strong: String,
  dim: String,
  accent: String,
}

/** Loads chalk only when there is something to colour. */
export async function createTheme(colour: boolean): Promise<Theme> {
  if (!colour) return plain
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return {
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    strong: chalk.bold,
    dim: chalk.dim,
    accent: chalk.cyan,
  }
}
