import type { Guid, Instant } from '../../pkg/cdr/schema/views.ts';
import type { Person } from './people.ts';
import type { SessionKey } from './slot.ts';

/** A conference while its participants join. */
export interface Conference {
  readonly key: SessionKey;
  readonly organizer: Person;
  /** The part of the URI that its Focus and its MCUs share. */
  readonly id: string;
  readonly instance: Guid | null;
  readonly frontEnd: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly synthetic: boolean;
}

/** URI of a conference as its participants dial it; `part` is `focus` or the name of an MCU. */
export function conferenceUri({ organizer, id }: Pick<Conference, 'organizer' | 'id'>, part: string): string {
  return `${organizer.uri};gruu;opaque=app:conf:${part}:id:${id}`;
}
