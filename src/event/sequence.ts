import type { EventDefinition } from '../catalog/types.js'
import { timeLike } from './fresh.js'
import { subjectsOf } from './subjects.js'
import type { EventMetadata, EventObject } from './types.js'

/** One event of a sequence, as its fixture has it. */
export interface SequencePart {
  definition: EventDefinition
  event: EventObject
  /** Events of the same number tell of one change: `created` of v3 and of v4, for one. */
  step: number
}

export interface SequenceOptions {
  /** When the change of each step happens. */
  timeOf(step: number): Date
  /** The id of an event, by its place in the sequence. */
  idOf(index: number, event: EventObject): string
}

type Fields = Record<string, unknown>

/** What the events of a sequence have in common. */
interface Story {
  badgeId: string | undefined
  memberId: string | undefined
  /** Ids of v4 assignments are entities of their own. */
  assignmentId: string | undefined
}

/**
 * Makes one story of several events: they are about one badge and one member, the badge keeps its title
 * from its first event on, and its revision and all times run on.
 *
 * @param parts - in the order in which the changes happen
 */
export function connectEvents(
  parts: readonly SequencePart[],
  { timeOf, idOf }: SequenceOptions,
): EventObject[] {
  const story = readStory(parts)
  const entities = createEntities()
  return parts.map(({ definition, event, step }, index) => {
    const now = timeOf(step)
    const metadata: EventMetadata = {
      ...event.metadata,
      id: idOf(index, event),
      entityId: entityIdOf(definition, event, story),
      eventTime: timeLike(event.metadata.eventTime, now),
      ...(event.metadata.entityEventSequence === undefined
        ? {}
        : { entityEventSequence: String(step + 1) }),
    }
    return {
      ...event,
      ...(event.data && { data: connectData(event.data, story) }),
      ...(event.entity && {
        entity: entities.next(
          definition,
          { ...event.entity, ...idsIn(event.entity, story) },
          {
            id: metadata.entityId,
            step,
            now,
          },
        ),
      }),
      metadata,
    }
  })
}

function readStory(parts: readonly SequencePart[]): Story {
  const subjects = parts.map(({ definition, event }) => subjectsOf(definition.key, event))
  return {
    badgeId: subjects.find(({ badgeId }) => badgeId)?.badgeId,
    memberId: subjects.find(({ memberId }) => memberId)?.memberId,
    assignmentId: parts.find(({ definition }) => isAssignment(definition))?.event.metadata.entityId,
  }
}

function isAssignment({ key }: EventDefinition): boolean {
  return key.startsWith('assignment-')
}

function entityIdOf(definition: EventDefinition, { metadata }: EventObject, story: Story): string {
  const id = isAssignment(definition)
    ? story.assignmentId
    : definition.key.startsWith('member-')
      ? story.memberId
      : story.badgeId
  return id ?? metadata.entityId
}

function connectData(data: Fields, { memberId }: Story): Fields {
  return 'memberId' in data && memberId !== undefined ? { ...data, memberId } : data
}

function idsIn(entity: Fields, { badgeId, memberId }: Story): Fields {
  return {
    ...('badgeId' in entity && badgeId !== undefined && { badgeId }),
    ...('memberId' in entity && memberId !== undefined && { memberId }),
  }
}

interface Moment {
  id: string
  step: number
  now: Date
}

/** What is known of an entity after the events so far. */
interface Known {
  title: unknown
  slug: unknown
  createdDate: unknown
  revision: number
  step: number
}

/** Lets entities run on: what an event says of one follows from the events before. */
function createEntities() {
  const known = new Map<string, Known>()

  const start = (entity: Fields, { step, now }: Moment, isNew: boolean): Known => ({
    title: entity.title,
    slug: entity.slug,
    createdDate: isNew ? now.toISOString() : entity._createdDate,
    revision: Number(entity.revision ?? 1),
    step,
  })

  return {
    next({ kind }: EventDefinition, entity: Fields, moment: Moment): Fields {
      const before = known.get(moment.id)
      const current = before ?? start(entity, moment, kind === 'created')
      if (before && before.step !== moment.step && kind !== 'deleted') current.revision += 1
      current.step = moment.step
      known.set(moment.id, current)
      const isGone = kind === 'deleted'
      return withKnownKeys(entity, {
        _id: moment.id,
        title: current.title,
        slug: current.slug,
        _createdDate: current.createdDate,
        ...(isGone ? {} : { _updatedDate: moment.now.toISOString() }),
        revision: String(current.revision),
      })
    },
  }
}

/** A v3 badge has no revision, an assignment no title: only what is there is changed. */
function withKnownKeys(entity: Fields, changes: Fields): Fields {
  const fitting = Object.entries(changes).filter(
    ([key, value]) => key in entity && value !== undefined,
  )
  return { ...entity, ...Object.fromEntries(fitting) }
}
