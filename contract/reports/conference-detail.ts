import { added, documented, storeColumn, type Columns } from '../columns.ts';
import { sessionKey } from '../filters.ts';
import type { Section } from '../vocabulary.ts';
import type { ReportDefinition } from './definition.ts';

const keys = [
  added('sessionIdTime', 'Session time key', 'string', 'Key of the dialog with the conference, ISO 8601.', {
    personal: false,
  }),
  added('sessionIdSeq', 'Session sequence', 'integer', 'Key of the dialog with the conference.'),
  storeColumn,
] as const;

const outcome = [
  added('responseCode', 'Response code', 'integer', 'SIP response code of the dialog.', { opens: 'topFailures' }),
  added('responseMeaning', 'Response text', 'string', 'SIP phrase of the response code.', { personal: false }),
  added('diagnosticId', 'Diagnostic ID', 'integer', 'ms-diagnostics ID of the dialog.', { opens: 'topFailures' }),
  added('diagnosticMeaning', 'Diagnostic meaning', 'string', 'What the diagnostic ID stands for.', { personal: false }),
  added('category', 'Session category', 'string', 'Category of the dialog.', { personal: false, colour: 'words' }),
] as const;

/** Columns of each section; `columns` of the definition lists those of the first. */
export const conferenceDetailColumns = {
  information: [
    documented('conferenceUri', 'Conference URI', 'string', 'URI of the conference.', { personal: 'address' }),
    documented('pool', 'Pool FQDN', 'string', 'Pool that hosted it.', { personal: false }),
    documented('startTime', 'Start time', 'time', 'Start of the conference.'),
    documented('organizer', 'Organizer', 'string', 'URI of the organizer.', { personal: 'address' }),
    documented('endTime', 'End time', 'time', 'End of the conference.'),
    added('duration', 'Duration', 'number', 'From Start time to End time.', {
      unit: 's',
      shownAs: 'dthms',
    }),
    added('participants', 'Participants', 'integer', 'Distinct users with a session in the conference.'),
    added('sessions', 'Total conference sessions', 'integer', 'Focus and MCU sessions of the conference.'),
    added('failedSessions', 'Failed conference sessions', 'integer', 'Those with an expected or unexpected failure.'),
    added('synthetic', 'Is synthetic transaction', 'boolean', 'Flag 0x01 of the conference.'),
    added('instance', 'Conference instance', 'string', 'Instance of a recurring conference.', { personal: false }),
    added('captureTime', 'Capture time', 'time', 'SessionIdTime of the conference.'),
    storeColumn,
  ],
  participation: [
    documented('user', 'User', 'string', 'Participant.', { personal: 'address' }),
    documented('role', 'Role', 'string', 'Presenter or Attendee.', { personal: false }),
    documented('connectivity', 'Connectivity', 'string', 'Internal or External.', { personal: false }),
    documented('joinTime', 'Join time', 'time', 'When the participant joined the Focus.'),
    documented('leaveTime', 'Leave time', 'time', 'When the participant left.'),
    documented('userAgent', 'User agent', 'string', 'Client software of the participant.', { personal: 'agent' }),
    documented('reports', 'Diagnostic reports', 'integer', 'Error reports of the dialog.', {
      opens: 'diagnosticReport',
    }),
    ...outcome,
    ...keys,
  ],
  modalities: [
    documented('user', 'User', 'string', 'Participant.', { personal: 'address' }),
    documented('joinTime', 'Join time', 'time', 'When the participant joined the MCU.'),
    documented('leaveTime', 'Leave time', 'time', 'When the participant left.'),
    documented('mcuUri', 'Conferencing server URI', 'string', 'URI of the MCU.', { personal: 'address' }),
    documented('reports', 'Diagnostic reports', 'integer', 'Error reports of the dialog.', {
      opens: 'diagnosticReport',
    }),
    added('type', 'Conference sessions', 'string', 'Kind of conference session.', { personal: false }),
    added('fromPstn', 'From PSTN', 'boolean', 'Joined by telephone.'),
    added('gateway', 'Gateway', 'string', 'PSTN gateway of the participant.', { personal: false }),
    ...outcome,
    ...keys,
  ],
} as const satisfies Record<Section, Columns>;

export const conferenceDetail = {
  id: 'conferenceDetail',
  title: 'Conference Detail',
  description: 'A conference by its URI: what it was, who took part, and with which conferencing servers.',
  filters: ['conferenceUris', 'stores', ...sessionKey],
  keys: [['conferenceUris'], sessionKey],
  reachedFrom: 'failureList',
  formats: ['table'],
  options: { section: {}, limit: { most: 10_000 } },
  columns: conferenceDetailColumns.information,
} as const satisfies ReportDefinition;
