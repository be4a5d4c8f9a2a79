import { conferenceTypes, modalities, type ConferenceType } from '../../contract/vocabulary.ts';
import type { SessionColumns } from '../cdr/questions/sessions.ts';

/** What tells the modality of a peer-to-peer session and the kind of a conference session. */
export type SessionKind = Pick<SessionColumns, 'Media' | 'Kind'>;

/** Whether a conference session of this kind, as `SessionColumns.Kind` tells it, belongs to the type. */
export function isOfConferenceType(type: ConferenceType, kind: string): boolean {
  switch (type) {
    case 'focus':
      return kind === 'focus';
    case 'mcu':
      return kind !== 'focus';
    default:
      return conferenceTypes.some(({ id, uriType }) => id === type && kind.toLowerCase() === uriType);
  }
}

/** The items of Top modalities that a session adds to. All MCU sessions is no item beside its parts. */
export function itemsOfKind({ Media, Kind }: SessionKind): string[] {
  return Media < 0
    ? conferenceTypes.filter(({ id }) => id !== 'mcu' && isOfConferenceType(id, Kind)).map(({ label }) => label)
    : modalities.filter(({ bit }) => (Media & bit) !== 0).map(({ label }) => `P2P ${label}`);
}

/** The filters that narrow to an item of Top modalities. */
export function filtersOfKind(item: string | number): { modality: string | null; conferenceType: string | null } {
  return {
    modality: modalities.find(({ label }) => item === `P2P ${label}`)?.id ?? null,
    conferenceType: conferenceTypes.find(({ label }) => item === label)?.id ?? null,
  };
}

/** Labels of the media bits, null where there are none. */
export function modalityLabels(media: number | null): string | null {
  const labels = modalities.filter(({ bit }) => ((media ?? 0) & bit) !== 0).map(({ label }) => label);
  return labels.length > 0 ? labels.join(', ') : null;
}

/** The most exact kind of conference session that has a label. */
export function conferenceLabel(kind: string): string {
  const types = conferenceTypes.filter(({ id }) => isOfConferenceType(id, kind));
  return (types.find(({ id }) => id !== 'mcu') ?? types[0])?.label ?? '';
}
