import type { ModuleDouble } from '../double.js'
import { wixAuth } from './wix-auth.js'
import { wixData } from './wix-data/index.js'
import { wixEssentials } from './wix-essentials.js'
import { wixFetch } from './wix-fetch.js'
import { wixMembersV2 } from './wix-members.v2.js'
import { wixMembersBackend } from './wix-members-backend.js'
import { wixMembersSdk } from './wix-members-sdk.js'
import { wixSecretsBackend } from './wix-secrets-backend.js'
import { wixSecrets, wixSecretsBackendV2 } from './wix-secrets-backend.v2.js'
import { wixUsersBackend } from './wix-users-backend.js'
import { wixWebModule } from './wix-web-module.js'

/** All doubles there are. A further Wix module is one more file and one more line here. */
export const moduleDoubles: readonly ModuleDouble[] = [
  wixData,
  wixFetch,
  wixSecretsBackend,
  wixSecretsBackendV2,
  wixSecrets,
  wixAuth,
  wixEssentials,
  wixWebModule,
  wixMembersBackend,
  wixMembersV2,
  wixMembersSdk,
  wixUsersBackend,
]
