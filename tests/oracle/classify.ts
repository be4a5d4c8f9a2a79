import type { Code } from '../../contract/query.ts';
import type { Counting } from '../../contract/settings.ts';
import type { Category } from '../../contract/vocabulary.ts';

const builtInExpected = [51004, 52082, 52094, 52107];
const progressOnly = [12006, 13004, 13005, 13006, 13007, 15637, 15643, 25008];

/** The category of a (diagnostic ID, response code): the operator's map, the built-in map, then the response code. */
export function classify(diagnosticId: Code, responseCode: Code, settings: Counting): Category {
  const forId = settings.categoryMap.filter((line) => line.diagnosticId === diagnosticId);
  const line =
    forId.find((candidate) => candidate.responseCode === responseCode) ??
    forId.find((candidate) => candidate.responseCode === undefined);
  if (line) {
    return line.category;
  }
  if (diagnosticId !== null && builtInExpected.includes(diagnosticId)) {
    return 'expected';
  }
  if (responseCode === null || responseCode < 200 || responseCode >= 700) {
    return 'uncategorized';
  }
  if (responseCode < 300) {
    return diagnosticId === null || progressOnly.includes(diagnosticId) ? 'success' : 'uncategorized';
  }
  if (responseCode < 400 || responseCode === 401 || responseCode === 407) {
    return 'uncategorized';
  }
  if ([480, 486, 487, 600, 603].includes(responseCode)) {
    return 'expected';
  }
  if (responseCode === 404 || responseCode === 408) {
    return settings.ambiguousResponses;
  }
  return 'unexpected';
}
