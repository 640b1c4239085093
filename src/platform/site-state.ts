/**
 * What a site knows besides its collections: one consistent state that the doubles of members, badges
 * and contacts read and write, each in its own dialect. Dates are `Date`, names have the leading
 * underscore that Velo and the SDK use.
 */
export interface SiteState {
  members: Map<string, Member>
  badges: Map<string, Badge>
  /** In the order they were made. The list is only added to; to take out of it, put a new one here. */
  assignments: Assignment[]
  contacts: Map<string, Contact>
  /** Contact labels by key. */
  labels: Map<string, Label>
  /** Role keys by member id. */
  roles: Map<string, Set<string>>
}

/** In the v2 shape (`contact`, `profile.photo`); the stable modules show it in theirs. */
export interface Member {
  _id: string
  loginEmail: string
  status: 'PENDING' | 'APPROVED' | 'BLOCKED' | 'OFFLINE' | 'UNKNOWN'
  contactId: string
  privacyStatus: 'PUBLIC' | 'PRIVATE' | 'UNKNOWN'
  activityStatus: 'ACTIVE' | 'MUTED' | 'UNKNOWN'
  contact: Record<string, unknown>
  profile: Record<string, unknown>
  _createdDate: Date
  _updatedDate: Date
  lastLoginDate?: Date
}

export interface Badge {
  _id: string
  title: string
  /** Absent when empty, as on Wix. */
  description?: string
  backgroundColor: string
  textColor: string
  /** v3: URL text; v4: `wix:image://…`. Kept as it came. */
  icon?: string | null
  permissionsEnabled: boolean
  slug: string
  /** Number of changes, as v4 counts them. */
  revision: number
  _createdDate: Date
  _updatedDate: Date
}

export interface Assignment {
  _id: string
  badgeId: string
  memberId: string
  _createdDate: Date
  _updatedDate: Date
}

/** In the stable shape of `wix-crm-backend`; `wix-crm.v2` and `@wix/crm` wrap its lists. */
export interface Contact {
  _id: string
  revision: number
  primaryInfo: { email?: string; phone?: string }
  info: Record<string, unknown>
  source: { sourceType: string; appId?: string }
  _createdDate: Date
  _updatedDate: Date
}

export interface Label {
  key: string
  displayName: string
  namespace: string
  labelType: string
  _createdDate: Date
  _updatedDate: Date
}

export function createSiteState(): SiteState {
  return {
    members: new Map(),
    badges: new Map(),
    assignments: [],
    contacts: new Map(),
    labels: new Map(),
    roles: new Map(),
  }
}
