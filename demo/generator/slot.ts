import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { oneHour, hourOf, type ResolvedOptions } from './options.ts';
import { type Directory, directory } from './people.ts';
import { Random } from './random.ts';
import { emptyRows } from './rows.ts';
import { fromTick, toTick } from './ticks.ts';
import { topologies, type Topology } from './topology.ts';

export interface SessionKey {
  readonly SessionIdTime: Instant;
  readonly SessionIdSeq: number;
}

/** Hours between a slot and an error report it may write, by the residue that the ticks of such reports have. */
const reportHours = [0, 1, 2, 3, 4, 5, -1, 48, 120] as const;
const residues = 16;
const ticksPerHour = 300 * 3600;
/** Chance that a session starts in the same instant as the one before. */
const sameInstant = 0.004;

/**
 * One hour (UTC) of the CDR while it is generated. It hands out keys that no other hour hands out, which is what lets
 * hours be generated one by one: sessions and conferences start within the hour; error reports that fall into another
 * hour use ticks set aside for the distance between the two.
 */
export class Slot {
  readonly options: ResolvedOptions;
  readonly hour: number;
  readonly rows = emptyRows();
  readonly random: Random;
  readonly people: Directory;
  readonly topology: Topology;
  readonly start: Instant;
  readonly #sessions = new Map<Instant, number>();
  readonly #conferences = new Map<Instant, number>();
  readonly #reports = new Map<Instant, number>();
  #previous: Instant | null = null;

  constructor(options: ResolvedOptions, hour: number) {
    this.options = options;
    this.hour = hour;
    this.start = hour * oneHour;
    this.random = new Random(options.seed, hour);
    this.topology = topologies[options.region];
    this.people = directory(options);
  }

  /** Some instant of this hour. */
  anyTime(): Instant {
    return this.start + this.random.float() * oneHour;
  }

  sessionKey(wanted: Instant): SessionKey {
    const same = this.#previous !== null && this.random.chance(sameInstant);
    const SessionIdTime = same && this.#previous !== null ? this.#previous : this.#within(wanted);
    this.#previous = SessionIdTime;
    return { SessionIdTime, SessionIdSeq: next(this.#sessions, SessionIdTime) };
  }

  /** As `sessionKey`, at exactly the tick asked for. */
  exactKey(wanted: Instant): SessionKey {
    const SessionIdTime = this.#within(wanted);
    return { SessionIdTime, SessionIdSeq: next(this.#sessions, SessionIdTime) };
  }

  conferenceKey(wanted: Instant): SessionKey {
    const SessionIdTime = this.#within(wanted);
    return { SessionIdTime, SessionIdSeq: next(this.#conferences, SessionIdTime) };
  }

  /** Key of an error report near `wanted`, which must lie in one of the hours set aside. */
  errorKey(wanted: Instant): { ErrorTime: Instant; ErrorReportSeq: number } {
    const distance = hourOf(wanted) - this.hour;
    const residue = reportHours.findIndex((hours) => hours === distance);
    if (residue < 0) {
      throw new Error(`No error reports ${distance} hours away from their slot`);
    }
    const hourStart = (this.hour + distance) * ticksPerHour;
    const tick = toTick(wanted) - hourStart;
    const ErrorTime = fromTick(hourStart + Math.min(tick - (tick % residues), ticksPerHour - residues) + residue);
    return { ErrorTime, ErrorReportSeq: next(this.#reports, ErrorTime) };
  }

  /** On a tick and in this hour: whatever would start later starts at the end of the hour. */
  #within(wanted: Instant): Instant {
    const first = this.hour * ticksPerHour;
    return fromTick(Math.max(first, Math.min(toTick(wanted), first + ticksPerHour - 1)));
  }
}

/** Numbers the keys of one instant from 1 on. */
function next(sequences: Map<Instant, number>, instant: Instant): number {
  const seq = (sequences.get(instant) ?? 0) + 1;
  sequences.set(instant, seq);
  return seq;
}
