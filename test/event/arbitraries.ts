import fc from 'fast-check'
import type { EventDefinition } from '../../src/catalog/index.js'
import type { EventObject } from '../../src/event/types.js'

/** Texts that JSON, JWT layers and renaming have tripped over: quotes, unicode, names of keys. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('id', '_id', 'createdDate', '"quoted"', 'a.b', '{"json":1}', '\u2028', '💛'),
)
const guid = fc.uuid()
const date = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((value) => value.toISOString())

export const eventTime = fc
  .tuple(date, fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(0, 3, 6))
  .map(
    ([iso, nanos, digits]) =>
      `${iso.slice(0, -1)}${String(nanos).padStart(6, '0').slice(0, digits)}Z`,
  )

const colour = fc.stringMatching(/^#[0-9A-F]{6}$/)

const badge = fc.record(
  {
    _id: guid,
    _createdDate: date,
    _updatedDate: date,
    title: text,
    description: text,
    backgroundColor: colour,
    textColor: colour,
    permissionsEnabled: fc.boolean(),
    slug: text,
  },
  { requiredKeys: ['_id', 'title'] },
)

const imageText = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9_~.]{1,20}$/),
    name: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 })),
    width: fc.nat(5000),
    height: fc.nat(5000),
  })
  .map(({ id, name, width, height }) => {
    const path = name === null ? '' : `/${encodeURIComponent(name)}`
    return `wix:image://v1/${id}${path}#originWidth=${width}&originHeight=${height}`
  })

const badgeV3 = fc.tuple(badge, fc.option(fc.webUrl())).map(([rest, icon]) => ({ ...rest, icon }))

const badgeV4 = fc
  .tuple(
    badge,
    fc.record(
      { icon: fc.oneof(imageText, fc.webUrl()), revision: fc.nat().map(String) },
      { requiredKeys: [] },
    ),
  )
  .map(([rest, more]) => ({ ...rest, ...more }))

const assignment = fc.record(
  {
    _id: guid,
    _createdDate: date,
    _updatedDate: date,
    badgeId: guid,
    memberId: guid,
    tags: fc.record({ tags: fc.record({ tagIds: fc.array(guid, { maxLength: 2 }) }) }),
    extendedFields: fc.record({
      namespaces: fc.dictionary(key(), fc.record({ size: text, count: fc.nat() }), { maxKeys: 2 }),
    }),
  },
  { requiredKeys: ['_id', 'badgeId', 'memberId'] },
)

const image = fc.record(
  { _id: text, url: fc.webUrl(), height: fc.nat(), width: fc.nat(), offsetX: fc.option(fc.nat()) },
  { requiredKeys: ['_id'] },
)

const member = fc.record(
  {
    _id: guid,
    _createdDate: date,
    _updatedDate: date,
    lastLoginDate: date,
    loginEmail: fc.emailAddress(),
    status: fc.constantFrom('UNKNOWN', 'PENDING', 'APPROVED', 'BLOCKED', 'OFFLINE'),
    contactId: guid,
    contactDetails: fc.record(
      {
        firstName: text,
        emails: fc.array(fc.emailAddress(), { maxLength: 2 }),
        addresses: fc.array(fc.record({ _id: guid, city: text }), { maxLength: 2 }),
        customFields: fc.dictionary(key(), fc.record({ name: text, value: text }), { maxKeys: 2 }),
      },
      { requiredKeys: [] },
    ),
    profile: fc.record(
      { nickname: text, slug: text, profilePhoto: image, coverPhoto: image },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['_id'] },
)

/** Names that a site owner could choose. Those that Wix renames have a test of their own. */
function key() {
  return fc.stringMatching(/^custom\.[a-z][a-z-]{0,8}$/).filter((name) => name !== 'custom.id')
}

function entityOf({ entityFqdn }: EventDefinition): fc.Arbitrary<Record<string, unknown>> {
  if (entityFqdn === 'wix.badges.v3.badge') return badgeV3
  if (entityFqdn === 'wix.badges.v4.badge') return badgeV4
  return entityFqdn === 'wix.members.v1.member' ? member : assignment
}

const identity = fc.oneof(
  fc.record({ identityType: fc.constant('MEMBER'), memberId: guid }),
  fc.record({ identityType: fc.constant('WIX_USER'), wixUserId: guid }),
  fc.record({ identityType: fc.constant('APP'), appId: guid }),
  fc.constant({ identityType: 'UNKNOWN' }),
)

const modifiedFields = fc.dictionary(
  fc.constantFrom(
    'title',
    '_updatedDate',
    'slug',
    'profile.nickname',
    'contact.addresses[0]._id',
    'contact.addresses[1].city',
  ),
  fc.oneof(text, fc.boolean(), fc.constant(null), fc.record({ _id: guid })),
  { maxKeys: 3 },
)

/** Event objects of a kind, with the metadata of a webhook. */
export function webhookEvent(definition: EventDefinition): fc.Arbitrary<EventObject> {
  const { entityFqdn, slug, kind } = definition
  const metadata = fc.record(
    {
      id: guid,
      entityId: guid,
      eventTime,
      triggeredByAnonymizeRequest: fc.boolean(),
      instanceId: guid,
      identity,
      entityFqdn: fc.constant(entityFqdn),
      slug: fc.constant(slug),
      originatedFrom: text,
      entityEventSequence: fc.nat().map(String),
      accountInfo: fc.record({ accountId: guid, siteId: guid }),
    },
    {
      requiredKeys: [
        'id',
        'entityId',
        'eventTime',
        'triggeredByAnonymizeRequest',
        'instanceId',
        'identity',
        'entityFqdn',
        'slug',
      ],
    },
  )
  if (kind === 'action') {
    return fc.record({ data: fc.record({ memberId: guid }), metadata }).map(plain)
  }
  const entity = entityOf(definition)
  if (kind === 'created') return fc.record({ entity, metadata }).map(plain)
  const parts = { entity, ...(kind === 'updated' ? { modifiedFields } : {}), metadata }
  const requiredKeys =
    kind === 'updated' ? ['entity' as const, 'metadata' as const] : ['metadata' as const]
  return fc.record(parts, { requiredKeys }).map(plain)
}

/** fast-check makes objects without a prototype now and then; an event object comes from JSON. */
function plain(event: unknown): EventObject {
  return JSON.parse(JSON.stringify(event))
}
