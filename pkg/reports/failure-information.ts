import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';

/** A failure in words: diagnostic ID and response code with what they mean. */
export function failureInformation(diagnosticId: number | null, responseCode: number | null): string {
  const [meaning, phrase] = [diagnosticText(diagnosticId), responseText(responseCode)];
  return `${diagnosticId ?? 'No diagnostic ID'}${meaning ? `: ${meaning}` : ''} (${responseCode ?? 'no response code'}${phrase ? ` ${phrase}` : ''})`;
}
