#!/usr/bin/env bash
# Checks the package as users get it: packed, installed without development tools, run on a site.
#   check-package.sh <temporary folder>
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$1

npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(ls "$work"/badge-events-*.tgz)
npx publint --strict "$tarball"
npx attw --profile esm-only "$tarball"

mkdir "$work/project"
cp -r "$root/examples/velo-site/." "$work/project"
cd "$work/project"
npm install --silent --no-audit --no-fund --omit=dev "$tarball"
npx badge-events --version
npx badge-events simulate assigned --json >"$work/result.json"
node -e '
  const { status, effects } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))
  if (status !== "passed" || effects.length === 0) throw new Error(`simulate assigned: ${status}`)
  console.log(`simulate assigned: ${status}, ${effects.length} effects`)
' "$work/result.json"
cat >library.mjs <<'JS'
import { loadFixture, simulate } from 'badge-events'
const { status } = await simulate('assigned', { fixture: loadFixture('assigned') })
if (status !== 'passed') throw new Error(`simulate of the library: ${status}`)
JS
node library.mjs
cat >types.ts <<'TS'
import { type BadgeAssignedEvent, type RunResult, simulate } from 'badge-events'
export const memberIn = async (): Promise<string | undefined> =>
  (await simulate('assigned', { set: { 'data.memberId': 'ann' } })).input?.data.memberId
export const memberOf = (event: BadgeAssignedEvent): string => event.data.memberId
export const passed = (result: RunResult): boolean => result.status === 'passed'
TS
"$root/node_modules/.bin/tsc" --noEmit --strict --module nodenext --target es2022 types.ts
ln -s "$root/node_modules/vitest" node_modules/vitest
cat >vitest-types.ts <<'TS'
import { wix, world } from 'badge-events/vitest'
import { expect } from 'vitest'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [wix()] })
export const check = (): void => expect(world).toHaveInserted('BadgeLog', { memberId: 'ann' })
TS
"$root/node_modules/.bin/tsc" --noEmit --strict --skipLibCheck --module nodenext --target es2022 vitest-types.ts
