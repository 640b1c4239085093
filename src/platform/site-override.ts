/** One `--set world.…`, without the `world.`. */
export interface SiteOverride {
  /** `member.loginEmail`, `badge.title`, `contact.info.name.first` */
  path: string
  value: unknown
}
