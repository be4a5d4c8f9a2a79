import { instantKey } from '../../contract/instant.ts';

/** A `datetime` key as text that survives a link; null stays null. */
export function keyText(instant: number | null): string | null {
  return instant === null ? null : instantKey(instant);
}

/** A bit or a flag's bit as a boolean; null where the server does not say. */
export function truth(bit: number | null): boolean | null {
  return bit === null ? null : bit !== 0;
}

/** Whether a flag has the bit 0x01 (or another); a NULL flag has none. */
export function hasFlag(flag: number | null, bit = 1): boolean {
  return ((flag ?? 0) & bit) !== 0;
}

/** Seconds between two instants; null unless both are known. */
export function secondsBetween(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : (to - from) / 1000;
}
