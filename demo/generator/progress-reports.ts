import type { ReportKey } from './error-reports.ts';
import type { Slot } from './slot.ts';

interface Step {
  readonly id: number | null;
  readonly application: string;
  readonly source: string | null;
  readonly milliseconds: number | null;
  readonly header: string | null;
}

function writeSteps({ rows }: Slot, report: ReportKey, steps: readonly Step[]): void {
  steps.forEach((step, i) =>
    rows.progressReports.push({
      ErrorTime: report.ErrorTime,
      ErrorReportSeq: report.ErrorReportSeq,
      ProgressReportSeq: i + 1,
      MsDiagId: step.id,
      Source: step.source,
      Application: step.application,
      TelemetryId: report.TelemetryId,
      SessionSetupTime: step.milliseconds,
      MsDiagHeader: step.header,
    }),
  );
}

/** Parts of the time a participant needed to join; `applications` in the order they were passed. */
export function writeJoinSteps(
  slot: Slot,
  report: ReportKey,
  source: string | null,
  total: number,
  applications: readonly string[],
): void {
  const { random } = slot;
  const shares = applications.map(() => 0.2 + random.float());
  const sum = shares.reduce((a, b) => a + b, 0);
  const steps = applications.map((application, i) => ({
    id: null,
    application,
    source,
    milliseconds: Math.round((total * (shares[i] ?? 0)) / sum),
    header: null,
  }));
  writeSteps(slot, report, steps);
}

const routing = [
  [12006, 'OutboundRouting', 'Trying the next gateway'],
  [13004, 'InboundRouting', 'Passed on to the registered endpoints'],
  [13005, 'InboundRouting', 'Passed on to further targets'],
  [13006, 'InboundRouting', 'Forwarded, earlier branches were cancelled'],
  [13007, 'InboundRouting', 'Passed on to an application'],
  [25008, 'Routing', 'Trying the primary pool'],
] as const;

/** Stations of a call's way through routing. */
export function writeRoutingSteps(slot: Slot, report: ReportKey, source: string | null): void {
  const { random } = slot;
  const first = random.int(0, routing.length - 2);
  const steps = routing.slice(first, first + random.int(1, 3)).map(([id, application, reason]) => ({
    id,
    application,
    source,
    milliseconds: null,
    header: `${id};reason="${reason}";source="${source ?? ''}";component="${application}"`,
  }));
  writeSteps(slot, report, steps);
}
