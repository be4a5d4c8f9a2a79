/** What a pseudonym stands for, which is the word it begins with. */
export type PseudonymWord = 'user' | 'conference' | 'number' | 'domain' | 'client' | 'host';

/** Crockford's base 32: no letter that is mistaken for a digit or for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes of a digest that a pseudonym shows, eight digits: 40 bits. */
const shownBytes = 5;

/** The digits of a digest, in two groups to be read out: `7F3K-9Q2M`. */
export function codeOf(digest: Uint8Array): string {
  // 40 bits, read from the front five at a time.
  const number = digest.subarray(0, shownBytes).reduce((all, byte) => all * 256 + byte, 0);
  const digit = (position: number) => digits[Math.floor(number / 32 ** (7 - position)) % 32] ?? '';
  const group = (from: number) => [0, 1, 2, 3].map((offset) => digit(from + offset)).join('');
  return `${group(0)}-${group(4)}`;
}

const pseudonym = /^(user|conference|number|domain|client|host)\s+([0-9a-z]{4})-?([0-9a-z]{4})(?:\s*\([^()]*\))?$/i;

/** The code of a text that is a pseudonym, however it was typed; undefined for any other text. */
export function codeIn(text: string): string | undefined {
  const [, , first, second] = pseudonym.exec(text.trim()) ?? [];
  if (first === undefined || second === undefined) {
    return undefined;
  }
  const [one, two] = [first, second].map((half) => half.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1'));
  return `${one}-${two}`;
}

/** What remains to be seen of an address, in brackets behind the pseudonym. */
export const withDetail = (pseudonymOnly: string, detail: string | undefined): string =>
  detail === undefined ? pseudonymOnly : `${pseudonymOnly} (${detail})`;
