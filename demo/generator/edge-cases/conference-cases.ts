import type { Slot } from '../slot.ts';
import { addConference, addStay } from './plain-rows.ts';

const failed = { ResponseCode: 500, DiagnosticId: 7025 } as const;

/** Sessions and the conference spell the URI in different ways. */
function uriCase(slot: Slot): void {
  const conference = addConference(slot);
  const ConferenceUri = conference.ConferenceUri?.toUpperCase() ?? null;
  addStay(slot, conference, { ...failed });
  addStay(slot, conference, { ...failed, ConferenceUri });
  const synthetic = addConference(slot, { Flag: 1 });
  addStay(slot, synthetic, { ...failed, ConferenceUri: synthetic.ConferenceUri?.toUpperCase() ?? null });
}

/** One instance recorded as a synthetic one and, by another server, as one like any other. */
function flaggedTwice(slot: Slot): void {
  const first = addConference(slot, { Flag: 1 });
  const { ConferenceUri, ConfInstance, OrganizerUri, Pool } = first;
  addConference(slot, { ConferenceUri, ConfInstance, OrganizerUri, Pool, Flag: null });
  addStay(slot, first, { ...failed });
  addStay(slot, first);
}

function withoutInstance(slot: Slot): void {
  const conference = addConference(slot, { ConfInstance: null, Flag: 1, ConferenceStartTime: null });
  addStay(slot, conference, { ...failed });
  addConference(slot, { Pool: null, OrganizerUri: null, ConferenceEndTime: null });
}

function missing(slot: Slot): void {
  const conference = addConference(slot);
  const noAgent = { UserClientVersion: null, UserClientType: null, UserClientCategory: null };
  addStay(slot, conference, { ...failed, UserUri: null });
  addStay(slot, conference, { ...failed, Pool: null, FrontEnd: null, ...noAgent });
  addStay(slot, conference, { ...failed, ConferenceUri: null, ConfInstance: null });
  addStay(slot, conference, { ResponseCode: null, ResponseTime: null, EndTime: null });
  addStay(slot, conference, { ResponseCode: 200, DiagnosticId: 0, CallFlag: 1 });
  addStay(slot, conference, { ResponseCode: 183, DiagnosticId: 13004, EdgeServer: conference.Pool });
}

/** MCUs whose type no dictionary names. */
function unknownMcu(slot: Slot): void {
  const conference = addConference(slot);
  const McuConferenceUri = conference.ConferenceUri?.replace(':focus:', ':poll:') ?? null;
  addStay(slot, conference, { ...failed, McuConferenceUri, McuConferenceUriType: null });
  addStay(slot, conference, { McuConferenceUri, McuConferenceUriType: 'unknown' });
}

export const conferenceCases = [uriCase, flaggedTwice, withoutInstance, missing, unknownMcu];
