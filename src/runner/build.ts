import { relative, resolve } from 'node:path'
import type { BuildFailure, Message } from 'esbuild'
import { readCodeFrame } from '../code-frame.js'
import { BadgeEventsError, type CodeFrame } from '../errors.js'
import type { BundleRequest } from './bundle.js'
import { bundleEntry, isCarried } from './bundle-entry.js'
import { configFiles } from './config-files.js'
import { type HandlerExport, readHandlers } from './exports.js'
import { addSdk } from './sdk-parts.js'
import { siteModules, type UnresolvedImport } from './site-modules.js'

export interface BuildOutput {
  code: string
  map: string
  exports: HandlerExport[]
  /** The script with the parts of the real SDK that the code needs. */
  sdk: string | null
  modules: string[]
  /** Modules of Node whose effects are real. */
  realModules: string[]
  inputs: string[]
  missing: string[]
}

// CommonJS code of the site asks for Node's modules through `require`.
const banner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`

/**
 * Bundles a handler file with esbuild. Wix modules become requests to the registry of the worker, npm
 * packages stay outside unless they import Wix modules themselves.
 *
 * @throws BadgeEventsError `CODE_INVALID` or `IMPORT_UNRESOLVED`, with the user's file, line and code
 */
export async function build(request: BundleRequest): Promise<BuildOutput> {
  const esbuild = await import('esbuild')
  const modules = siteModules(request)
  const entry = bundleEntry(request)
  try {
    const { outputFiles, metafile } = await esbuild.build({
      absWorkingDir: request.root,
      ...entry.options,
      bundle: true,
      write: false,
      metafile: true,
      outfile: resolve(request.cacheDir, 'bundle.mjs'),
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // esbuild would add `module`, which Node does not know: a package must load as Node loads it.
      conditions: ['node-addons'],
      loader: { '.jsw': 'js' },
      sourcemap: 'external',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
      banner: { js: banner },
      plugins: [modules.plugin],
    })
    const code = outputFiles.find((file) => file.path.endsWith('.mjs'))?.text ?? ''
    const map = outputFiles.find((file) => file.path.endsWith('.map'))?.text ?? ''
    const bundled = Object.keys(metafile.inputs)
      .filter((path) => !/^(wix|commonjs|doubles):|^<stdin>$/.test(path))
      .map((path) => resolve(request.root, path))
    const configs = configFiles(bundled, request.root)
    const { exports, registered } = readHandlers(code)
    const sdk = await addSdk(request, { code, map, modules: modules.wixModules(), registered })
    return {
      code,
      map,
      exports: [...exports.filter(({ name }) => !isCarried(name)), ...registered],
      sdk: sdk.path,
      modules: modules.wixModules(),
      realModules: modules.realModules(),
      inputs: [
        ...new Set([
          ...[...bundled, ...modules.watched(), ...configs.present],
          ...[...sdk.inputs, ...(request.registries ?? [])],
        ]),
      ],
      missing: [...modules.missing(), ...entry.missing, ...configs.missing, ...sdk.missing],
    }
  } catch (error) {
    throw explain(error, request, modules.unresolved())
  }
}

function explain(error: unknown, request: BundleRequest, unresolved: UnresolvedImport[]): unknown {
  const message = (error as BuildFailure).errors?.[0]
  if (!message) return error
  const frame = frameOf(message, request.root)
  const missing = unresolved.find(({ specifier }) => message.text.includes(`"${specifier}"`))
  const where = frame ? ` in ${frame.file}:${frame.line}` : ''
  if (missing) {
    return new BadgeEventsError(
      'IMPORT_UNRESOLVED',
      `Cannot find "${missing.specifier}", imported${where}`,
      {
        hint: missing.hint,
        ...(frame && { frame }),
      },
    )
  }
  return new BadgeEventsError('CODE_INVALID', `Cannot read the code${where}: ${message.text}`, {
    hint: 'Mend the syntax there and run the command again.',
    ...(frame && { frame }),
  })
}

function frameOf({ location }: Message, root: string): CodeFrame | undefined {
  if (!location) return undefined
  const file = resolve(root, location.file)
  const place = {
    file: relative(root, file).replaceAll('\\', '/'),
    line: location.line,
    column: location.column + 1,
  }
  return readCodeFrame(file, place)
}
