import type { Bit, Instant } from '../../pkg/cdr/schema/views.ts';
import { instantKey } from '../../contract/instant.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';

/** A `bit` column as a boolean; NULL stays null. */
export const bool = (bit: Bit | null): boolean | null => (bit === null ? null : bit === 1);

/** Seconds between two instants; null where one is missing. */
export const seconds = (from: Instant | null, to: Instant | null): number | null =>
  from === null || to === null ? null : (to - from) / 1000;

/** A key as text; null where it is missing. */
export const keyText = (time: Instant | null): string | null => (time === null ? null : instantKey(time));

/** Both codes with their meanings, as four columns. */
export function codes(responseCode: number | null, diagnosticId: number | null) {
  return {
    responseCode,
    responseMeaning: responseText(responseCode),
    diagnosticId,
    diagnosticMeaning: diagnosticText(diagnosticId),
  };
}
