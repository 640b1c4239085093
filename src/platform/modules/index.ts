import type { ModuleDouble } from '../double.js'
import { wixAuth } from './wix-auth.js'
import { wixCacheBackend } from './wix-cache-backend.js'
import { wixCrmV2 } from './wix-crm.v2.js'
import { wixCrmBackend } from './wix-crm-backend.js'
import { wixCrm } from './wix-crm-sdk.js'
import { wixData } from './wix-data/index.js'
import { wixDataV2 } from './wix-data.v2.js'
import { wixDataSdk } from './wix-data-sdk.js'
import { wixEssentials } from './wix-essentials.js'
import { wixEventsBackend } from './wix-events-backend.js'
import { wixFetch } from './wix-fetch.js'
import { wixHttpFunctions } from './wix-http-functions.js'
import { wixLoyaltyV2 } from './wix-loyalty.v2.js'
import { wixMediaBackend } from './wix-media-backend.js'
import { wixMembersV2 } from './wix-members.v2.js'
import { wixMembersBackend } from './wix-members-backend.js'
import { wixMembersSdk } from './wix-members-sdk.js'
import { wixNotificationsV2 } from './wix-notifications.v2.js'
import { wixRealtimeBackend } from './wix-realtime-backend.js'
import { wixRouter } from './wix-router.js'
import { wixSecretsBackend } from './wix-secrets-backend.js'
import { wixSecrets, wixSecretsBackendV2 } from './wix-secrets-backend.v2.js'
import { wixSiteBackend } from './wix-site-backend.js'
import { wixUsersBackend } from './wix-users-backend.js'
import { wixWebModule } from './wix-web-module.js'

/** All doubles there are. A further Wix module is one more file and one more line here. */
export const moduleDoubles: readonly ModuleDouble[] = [
  wixData,
  wixDataV2,
  wixDataSdk,
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
  wixCrmBackend,
  wixCrmV2,
  wixCrm,
  wixHttpFunctions,
  wixRouter,
  wixRealtimeBackend,
  wixCacheBackend,
  wixLoyaltyV2,
  wixMediaBackend,
  wixSiteBackend,
  wixNotificationsV2,
  wixEventsBackend,
]
