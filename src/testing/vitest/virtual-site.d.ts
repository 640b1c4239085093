/** Written by the plugin for the site under test. */
declare module 'virtual:badge-events/site' {
  export const site: import('./slot.js').TestSite
  export function importDoubles(): Promise<Record<string, unknown>>
  export function importDataHooks(): Promise<Record<string, unknown>>
}
