// Builds dist: our code and the small pure-JavaScript libraries it uses, in few files, because each
// module file costs start-up time; then the type declarations.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

// CommonJS libraries inside an ES module bundle need a `require` for Node's own modules.
const requireBanner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Names stay, so that a stack in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  external: Object.keys(dependencies),
  metafile: true,
  logLevel: 'warning',
}

// A quick build leaves old chunks alone: programs that are running may still load them.
const isQuick = process.argv.includes('--no-types')
if (!isQuick) rmSync(dist, { recursive: true, force: true })
const outputs = await Promise.all([
  build({
    ...shared,
    entryPoints: { main: 'src/main.ts', index: 'src/testing/index.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    banner: { js: requireBanner },
  }),
  // Each double is a chunk of its own, loaded for the sites that import its module.
  build({
    ...shared,
    entryPoints: { worker: 'src/platform/worker.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/worker-[name]-[hash]',
    splitting: true,
  }),
  build({ ...shared, entryPoints: { child: 'src/platform/child.ts' }, outdir: 'dist' }),
  // Without the banner: Vite runs the set-up file as a function that has a `require` already.
  build({
    ...shared,
    entryPoints: {
      vitest: 'src/testing/vitest/index.ts',
      'vitest-setup': 'src/testing/vitest/setup.ts',
      'vitest-runtime': 'src/testing/vitest/start-tests.ts',
    },
    external: [...shared.external, 'vitest', 'virtual:*'],
    outdir: 'dist',
    chunkNames: 'chunks/vitest-[name]-[hash]',
    splitting: true,
  }),
])
writeNotices(outputs.flatMap(({ metafile }) => Object.keys(metafile.inputs)))
if (!isQuick) {
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json')
  execFileSync(process.execPath, [join(dirname(tsc), 'bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
}

/** The licences of the libraries inside the bundle travel with it. */
function writeNotices(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []),
  )
  const notices = [...packages].sort().map((name) => {
    const folder = join(root, 'node_modules', name)
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return `${name} ${version} (${license})\n\n${readLicense(folder)}`
  })
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices.join('\n\n---\n\n'))
}

function readLicense(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt']) {
    try {
      return readFileSync(join(folder, name), 'utf8').trim()
    } catch {}
  }
  throw new Error(`no licence file in ${folder}`)
}
