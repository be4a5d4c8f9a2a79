import { createHash, randomBytes } from 'node:crypto';
import { addressKey } from '../pkg/cdr/names.ts';
import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { personalColumns } from './personal-columns.ts';
import type { Source } from './source.ts';
import type { SourceRow } from './target.ts';

/** Pseudonyms by what is kept of a person: a digest of the address. */
export type Forgotten = ReadonlyMap<string, string>;

/** Addresses, with what comes before the @ alone in a group, and telephone numbers. What follows `sip:` is one, and so is what stands in a longer URI. */
const tokens = /(?<user>[^\s"'<>;,=()[\]{}|:@]+)@[^\s"'<>;,=()[\]{}|:?@]*[^\s"'<>;,=()[\]{}|:?@.!]|\+?\d{5,}/gu;

const isNumber = /^\+?\d{5,}$/;

/** Texts whose replacement is remembered: the same few thousand addresses come again and again. */
const remembered = 50_000;

/** What is kept of an address, so that it stays forgotten when its rows are copied again. */
export const digestOf = (address: string): string => createHash('sha256').update(addressKey(address)).digest('hex');

/** What a search for an address looks for: shorter than what stands there, whatever scheme or parameters it has. */
export const needleOf = (address: string): string => addressKey(address);

/** Whether a text is an address that can be forgotten: of a user, or a telephone number. */
export function isForgettable(text: string): boolean {
  const key = addressKey(text);
  const [found] = key.match(tokens) ?? [];
  return found === key && (isNumber.test(key) || /@[\p{L}\p{N}.-]+$/u.test(key));
}

/** A pseudonym that says nothing, and is another one each time. */
export const newPseudonym = (): string => `forgotten-${randomBytes(5).toString('hex')}`;

/** Puts pseudonyms in the place of addresses. */
export class Forgetting {
  readonly #forgotten: Forgotten;
  readonly #texts = new Map<string, string>();

  constructor(forgotten: Forgotten) {
    this.#forgotten = forgotten;
  }

  get isIdle(): boolean {
    return this.#forgotten.size === 0;
  }

  /** The row as it may be kept; the same object where it names nobody who is forgotten. */
  row(view: ArchivedView, row: SourceRow): SourceRow {
    let changed: Record<string, unknown> | undefined;
    for (const name of personalColumns(view)) {
      const value = row[name];
      if (typeof value === 'string') {
        const kept = this.text(value);
        if (kept !== value) {
          changed ??= { ...row };
          changed[name] = kept;
        }
      }
    }
    return changed ?? row;
  }

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) {
      return known;
    }
    const kept = text.replace(tokens, (token, user: string | undefined) => this.#replacement(token, user) ?? token);
    if (this.#texts.size >= remembered) {
      this.#texts.clear();
    }
    this.#texts.set(text, kept);
    return kept;
  }

  #replacement(token: string, user: string | undefined): string | undefined {
    const found = this.#forgotten.get(digestOf(token));
    if (found !== undefined) {
      return user === undefined ? found : `${found}@forgotten.invalid`;
    }
    // A telephone number with a domain behind it is the same telephone.
    const number = user !== undefined && isNumber.test(user) ? this.#forgotten.get(digestOf(user)) : undefined;
    return number && `${number}@forgotten.invalid`;
  }
}

/** A source that never names whoever is forgotten. */
export function withoutForgotten(source: Source, forgotten: Forgotten): Source {
  const forgetting = new Forgetting(forgotten);
  return forgetting.isIdle
    ? source
    : {
        ...source,
        rows: async (view, range, limit, signal) =>
          (await source.rows(view, range, limit, signal)).map((row) => forgetting.row(view, row)),
      };
}
