import { oneDay, oneHour, oneMinute, oneSecond } from '../options.ts';
import type { Slot } from '../slot.ts';
import { addReport, addSession } from './plain-rows.ts';

const failed = { ResponseCode: 503, DiagnosticId: 13011 } as const;
const reported = { ResponseCode: 503, MsDiagId: 13011 } as const;

function before(slot: Slot): void {
  const session = addSession(slot, { ...failed });
  // Just within what reports look back for; its key lies some milliseconds earlier.
  addReport(slot, session, session.SessionIdTime - oneHour + oneSecond);
}

function daysAfter(slot: Slot): void {
  const session = addSession(slot, { ...failed });
  addReport(slot, session, session.SessionIdTime + 2 * oneDay);
  addReport(slot, session, session.SessionIdTime + 5 * oneDay, { MsDiagId: 1, ResponseCode: 500 });
}

/** Reports of sessions that were never written, or purged. */
function orphans(slot: Slot): void {
  const session = addSession(slot);
  const nowhere = { SessionIdSeq: 4711, DialogId: null };
  addReport(slot, session, session.SessionIdTime + oneMinute, { ...reported, ...nowhere });
  const none = { SessionIdTime: null, SessionIdSeq: null, DialogId: null };
  addReport(slot, session, slot.anyTime(), { ...reported, ...none, FromUri: null, ToUri: null });
}

/** The same server thrice, then another one. */
function sameSource(slot: Slot): void {
  const session = addSession(slot, { ...failed });
  for (const after of [100, 100, 900]) {
    addReport(slot, session, session.SessionIdTime + after);
  }
  const Source = session.FrontEnd?.toUpperCase() ?? null;
  addReport(slot, session, session.SessionIdTime + 1200, { Source, Application: 'OutboundRouting' });
}

function empty(slot: Slot): void {
  const session = addSession(slot, { ...failed });
  const report = addReport(slot, session, session.SessionIdTime + 500, {
    MsDiagId: null,
    ResponseCode: null,
    ClientVersion: null,
    ClientType: null,
    ClientCategory: null,
    Source: null,
    Application: null,
    RequestType: null,
    ContentType: null,
    CallType: null,
    IsCapturedByServer: null,
    MsDiagHeader: null,
    FrontEnd: null,
    Pool: null,
  });
  slot.rows.progressReports.push({
    ErrorTime: report.ErrorTime,
    ErrorReportSeq: report.ErrorReportSeq,
    ProgressReportSeq: 1,
    MsDiagId: null,
    Source: null,
    Application: null,
    TelemetryId: null,
    SessionSetupTime: null,
    MsDiagHeader: null,
  });
}

/** A session that went well, with a report of its own end. */
function lateBye(slot: Slot): void {
  const session = addSession(slot);
  addReport(slot, session, session.SessionIdTime + 3 * oneHour, {
    RequestType: 'BYE',
    MsDiagId: 51007,
    ResponseCode: 0,
  });
}

export const reportCases = [before, daysAfter, orphans, sameSource, empty, lateBye];
