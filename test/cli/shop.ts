import { copySite, type TestSite } from './site.js'

/** A value with all that encodings change: it must never be seen in any output. */
export const hookToken = 'tok/en+with=signs & spaces ~ü!0123456789'

/** A site as people write them, with its npm packages installed and a secret of its own. */
export function copyShop(files: Record<string, string> = {}): TestSite {
  return copySite('shop', {
    '.env.local': `HOOK_TOKEN="${hookToken}"\n`,
    'node_modules/slug-maker/package.json': '{"name":"slug-maker","main":"lib/index.js"}',
    'node_modules/slug-maker/lib/index.js':
      "module.exports = (text) => text.toLowerCase().replace(/ /g, '-')\n",
    // A stranger's package with the name of a Wix module: it must never be loaded.
    'node_modules/wix-data/package.json': '{"name":"wix-data","main":"index.js"}',
    'node_modules/wix-data/index.js': "throw new Error('a stranger answers to wix-data')\n",
    'node_modules/audit-trail/package.json':
      '{"name":"audit-trail","type":"module","exports":"./audit.js"}',
    'node_modules/audit-trail/audit.js': `import wixData from 'wix-data'
export const audit = (what, who) => wixData.insert('AuditTrail', { what, who })
`,
    ...files,
  })
}
