import { shortestKey } from '../../contract/secrets.ts';
import type { PersonalDecision } from '../../contract/personal.ts';
import type { PeopleSettings } from '../../contract/settings.ts';
import { seesPeople } from '../../contract/who-sees.ts';
import { DiagnosticsError } from '../errors.ts';
import type { CallContext, Frame, InstanceSettings } from '../plugin/index.ts';
import { maskError } from './mask-error.ts';
import { maskFrame, masksOf } from './mask-frame.ts';
import { Pseudonyms } from './pseudonyms.ts';

/** The people that the records name, as one call may see them. */
export interface People {
  /** Whether they are seen as they are; if not, by pseudonyms alone. */
  readonly seen: boolean;
  /** Those of the data source; absent where it has no key, and then everyone sees people. */
  readonly pseudonyms: Pseudonyms | undefined;
  /** Whether the log is to say who looked. */
  readonly isNoted: boolean;
  showFrames(frames: Frame[]): Frame[];
  showText(text: string, decision: PersonalDecision): string;
  /** An error as the caller and the log may have it. */
  showError(thrown: unknown): unknown;
  /** What names are ordered by: those who do not see them are told nothing by the order. */
  orderOf(name: string): string;
}

/** The people of one data source, as whoever calls may see them. */
export type PeopleOf = (call: Pick<CallContext, 'user' | 'fromAlert'>) => People;

/**
 * @param settings read by `contract/settings.ts`
 * @throws DiagnosticsError `settings` from the returned function, where people are to be hidden and there is no key
 */
export function peopleOf(settings: PeopleSettings, { orgId, uid, secureJsonData }: InstanceSettings): PeopleOf {
  const { personalData, personalDataInAlerts, personalDataTrail } = settings;
  const key = secureJsonData['pseudonymKey']?.trim() ?? '';
  const pseudonyms = key.length >= shortestKey ? new Pseudonyms(key, `${orgId} ${uid}`, settings) : undefined;
  const shared = { pseudonyms, isNoted: personalDataTrail };
  const whole: People = { ...shared, seen: true, ...asTheyAre };
  const hidden = pseudonyms && { ...shared, isNoted: false, seen: false, ...asPseudonyms(pseudonyms) };
  return ({ user, fromAlert }) => {
    // Whoever previews a rule is somebody, and sees what the role lets see.
    const isRule = fromAlert && !user;
    if (seesPeople(personalData, user?.role) || (isRule && personalDataInAlerts)) {
      return whole;
    }
    if (!hidden) {
      throw new DiagnosticsError('settings', key === '' ? noKey : shortKey);
    }
    return hidden;
  };
}

const noKey =
  'setting pseudonymKey: missing. Where not everyone sees personal data, pseudonyms need a key: generate one on the settings page, or provision it in secureJsonData.';
const shortKey = `setting pseudonymKey: too short, expected at least ${shortestKey} characters that nobody can guess.`;

type Showing = Pick<People, 'showFrames' | 'showText' | 'showError' | 'orderOf'>;

const asTheyAre: Showing = {
  showFrames: (frames) => frames,
  showText: (text) => text,
  showError: (thrown) => thrown,
  orderOf: (name) => name,
};

const asPseudonyms = (pseudonyms: Pseudonyms): Showing => ({
  showFrames: (frames) => frames.map((frame) => maskFrame(frame, pseudonyms)),
  showText: (text, decision) => (decision === false ? text : masksOf(pseudonyms, new Set())[decision](text)),
  showError: (thrown) => maskError(thrown, pseudonyms),
  orderOf: (name) => pseudonyms.ofAddress(name),
});
