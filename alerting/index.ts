import type { Rule } from './rule.ts';
import { archiverStopped } from './rules/archiver-stopped.ts';
import { cdrStopped } from './rules/cdr-stopped.ts';
import { diagnosticIdCreep } from './rules/diagnostic-id-creep.ts';
import { diagnosticIdSpike } from './rules/diagnostic-id-spike.ts';
import { joinTimes } from './rules/join-times.ts';
import { newDiagnosticId } from './rules/new-diagnostic-id.ts';
import { poolFailureSpike } from './rules/pool-failure-spike.ts';

/** The rules that come along. */
export const rules: readonly Rule[] = [
  poolFailureSpike,
  diagnosticIdSpike,
  cdrStopped,
  archiverStopped,
  newDiagnosticId,
  joinTimes,
  diagnosticIdCreep,
];
