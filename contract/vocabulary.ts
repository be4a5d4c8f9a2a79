/**
 * The words both halves share: what a filter or an option may hold, with the labels the Monitoring Reports print.
 * Source of the labels: the report pages of Microsoft's Skype for Business Server documentation.
 */

interface Word {
  readonly id: string;
  readonly label: string;
}

/** Peer-to-peer sessions have two participants; every session with the Focus or an MCU is a conference session. */
export const activities = [
  { id: 'p2p', label: 'Peer-to-peer' },
  { id: 'conference', label: 'Conference' },
] as const satisfies readonly Word[];
export type Activity = (typeof activities)[number]['id'];

/** Modalities of peer-to-peer sessions, with the bit of each in `SessionDetails.MediaTypes` and its name in MediaList. */
export const modalities = [
  { id: 'im', label: 'Instant messaging', bit: 1, media: 'IM' },
  { id: 'fileTransfer', label: 'File transfer', bit: 2, media: 'File Transfer' },
  { id: 'applicationSharing', label: 'Application sharing', bit: 8, media: 'Application Sharing' },
  { id: 'audio', label: 'Audio', bit: 16, media: 'Audio' },
  { id: 'video', label: 'Video', bit: 32, media: 'Video' },
] as const satisfies readonly (Word & { bit: number; media: string })[];
export type Modality = (typeof modalities)[number]['id'];

/**
 * Kinds of conference session. The Focus has no MCU URI; `mcu` is every session that has one, whatever its type; the
 * others are told by the URI type of the MCU. Data and telephony conferencing have no entry of their own in the reports.
 */
export const conferenceTypes = [
  { id: 'focus', label: 'Focus sessions', uriType: null },
  { id: 'mcu', label: 'All MCU sessions', uriType: null },
  { id: 'im', label: 'IM conferencing', uriType: 'conf:chat' },
  { id: 'applicationSharing', label: 'Application sharing', uriType: 'conf:applicationsharing' },
  { id: 'av', label: 'A/V conferencing', uriType: 'conf:audio-video' },
] as const satisfies readonly (Word & { uriType: string | null })[];
export type ConferenceType = (typeof conferenceTypes)[number]['id'];

/** How a session ended, in the order in which charts stack it. */
export const categories = [
  { id: 'success', label: 'Success' },
  { id: 'expected', label: 'Expected failure' },
  { id: 'unexpected', label: 'Unexpected failure' },
  { id: 'uncategorized', label: 'Uncategorized' },
] as const satisfies readonly Word[];
export type Category = (typeof categories)[number]['id'];

/** What counts as failed where no category is asked for. */
export const failedCategories: readonly Category[] = ['expected', 'unexpected'];

/**
 * Length of a bucket. `auto` is hourly up to two days, daily up to 92 days, weekly up to two years, else monthly; `fitted` is the
 * longest that gives at least 20 of them, a week having 7 days and a month 31, and never less than a quarter of an hour; `total` is
 * one bucket for the whole range.
 */
export const intervals = [
  { id: 'auto', label: 'Automatic' },
  { id: 'fitted', label: 'At least 20 points' },
  { id: 'quarterHourly', label: 'Every 15 minutes' },
  { id: 'hourly', label: 'Hourly' },
  { id: 'daily', label: 'Daily' },
  { id: 'weekly', label: 'Weekly' },
  { id: 'monthly', label: 'Monthly' },
  { id: 'total', label: 'Whole range' },
] as const satisfies readonly Word[];
export type Interval = (typeof intervals)[number]['id'];
/** A length that is said as such. */
export type ResolvedInterval = Exclude<Interval, 'auto' | 'fitted'>;

/** Intervals of reports whose answer over the whole range is their table. */
export const calendarIntervals = [
  'auto',
  'fitted',
  'quarterHourly',
  'hourly',
  'daily',
  'weekly',
  'monthly',
] as const satisfies readonly Interval[];

export const formats = [
  { id: 'table', label: 'Table' },
  { id: 'timeSeries', label: 'Time series' },
  { id: 'numeric', label: 'Numeric (alert rules)' },
  { id: 'events', label: 'Events (annotations)' },
] as const satisfies readonly Word[];
export type Format = (typeof formats)[number]['id'];

/** The eight ranked tables of the Failure Distribution Report; `label` is the heading of the item column. */
export const dimensions = [
  { id: 'diagnosticReasons', label: 'Top diagnostic reasons' },
  { id: 'modalities', label: 'Top modalities' },
  { id: 'pools', label: 'Top pools' },
  { id: 'sources', label: 'Top sources' },
  { id: 'applications', label: 'Top components' },
  { id: 'fromUsers', label: 'Top from users' },
  { id: 'toUsers', label: 'Top to users' },
  { id: 'fromUserAgents', label: 'Top from user agents' },
] as const satisfies readonly Word[];
export type Dimension = (typeof dimensions)[number]['id'];

/** What the spike reports tell groups apart by, in the order of their columns and labels. */
export const spikeGroups = [
  { id: 'pool', label: 'Pool' },
  { id: 'activity', label: 'Activity type' },
  { id: 'modality', label: 'Modality' },
  { id: 'diagnosticId', label: 'Diagnostic ID' },
  { id: 'gateway', label: 'Gateway' },
  { id: 'source', label: 'Source' },
  { id: 'store', label: 'Store' },
] as const satisfies readonly Word[];
export type SpikeGroup = (typeof spikeGroups)[number]['id'];

/** What Long-term Trends has a line for each of. */
export const trendGroups = [
  { id: 'all', label: 'Everything together' },
  { id: 'store', label: 'Store' },
  { id: 'failure', label: 'Failure' },
  { id: 'userAgent', label: 'Client version' },
] as const satisfies readonly Word[];
export type TrendGroup = (typeof trendGroups)[number]['id'];

/** What CDR Freshness watches: records of one kind, or those of both kinds of session together. */
export const recordTypes = [
  { id: 'p2p', label: 'Peer-to-peer sessions' },
  { id: 'conference', label: 'Conference sessions' },
  { id: 'sessions', label: 'All sessions' },
  { id: 'errorReports', label: 'Error reports' },
] as const satisfies readonly Word[];
export type RecordType = (typeof recordTypes)[number]['id'];

/** Which way a call went between a client and the telephone network. */
export const directions = [
  { id: 'toPstn', label: 'To the telephone network' },
  { id: 'fromPstn', label: 'From the telephone network' },
] as const satisfies readonly Word[];
export type Direction = (typeof directions)[number]['id'];

/** Where the parties of a session were: outside where any of them was. */
export const locations = [
  { id: 'inside', label: 'All inside' },
  { id: 'outside', label: 'Someone outside' },
] as const satisfies readonly Word[];
export type Location = (typeof locations)[number]['id'];

/** What every session has that failures may have in common, in the order in which values that explain the same are preferred. */
export const driverDimensions = [
  { id: 'edge', label: 'Edge Server' },
  { id: 'gateway', label: 'Gateway' },
  { id: 'mediationServer', label: 'Mediation Server' },
  { id: 'pool', label: 'Pool' },
  { id: 'frontEnd', label: 'Front end' },
  { id: 'userAgent', label: 'Client version' },
  { id: 'domain', label: 'Domain' },
  { id: 'user', label: 'User' },
  { id: 'conferenceType', label: 'Conference sessions' },
  { id: 'modality', label: 'Modality' },
  { id: 'direction', label: 'Direction' },
  { id: 'clientType', label: 'Client type' },
  { id: 'location', label: 'Location' },
  { id: 'activity', label: 'Activity type' },
] as const satisfies readonly Word[];
export type DriverDimension = (typeof driverDimensions)[number]['id'];

/** What only a failure has. */
export const failureDimensions = [
  { id: 'diagnosticId', label: 'Diagnostic ID' },
  { id: 'responseCode', label: 'Response code' },
  { id: 'source', label: 'Source' },
  { id: 'application', label: 'Component' },
  { id: 'requestType', label: 'Request' },
  { id: 'contentType', label: 'Content type' },
] as const satisfies readonly Word[];
export type FailureDimension = (typeof failureDimensions)[number]['id'];

/** What failures are held against: up to a day the same window of earlier weeks, longer ranges the other sessions. */
export const comparisons = [
  { id: 'auto', label: 'Automatic' },
  { id: 'earlierWeeks', label: 'Same window of earlier weeks' },
  { id: 'otherSessions', label: 'Other sessions of the range' },
] as const satisfies readonly Word[];
export type Comparison = (typeof comparisons)[number]['id'];

/** What Failure Drivers lists. */
export const driverLists = [
  { id: 'drivers', label: 'Drivers' },
  { id: 'values', label: 'All values' },
] as const satisfies readonly Word[];
export type DriverList = (typeof driverLists)[number]['id'];

/** What the numeric format of Failure Drivers has a number for: each driver, or each group with the driver that most of its failures are of. */
export const driverGroups = [
  { id: 'driver', label: 'Driver' },
  { id: 'pool', label: 'Pool' },
  { id: 'diagnosticId', label: 'Diagnostic ID' },
] as const satisfies readonly Word[];
export type DriverGroup = (typeof driverGroups)[number]['id'];

/** What the events of Failure Spikes are of: each group's own, or one for all groups that stand out at the same time. */
export const spikeOverlaps = [
  { id: 'apart', label: 'One event per group' },
  { id: 'together', label: 'One event for groups at the same time' },
] as const satisfies readonly Word[];

/** Parts of the Conference Detail Report. */
export const sections = [
  { id: 'information', label: 'Conference information' },
  { id: 'participation', label: 'Participation' },
  { id: 'modalities', label: 'Modalities' },
] as const satisfies readonly Word[];
export type Section = (typeof sections)[number]['id'];

/** How many days earlier the ranges end that dashboards hold theirs against. */
export const earlierDays = [
  { id: 1, label: '1 day earlier' },
  { id: 7, label: '7 days earlier' },
  { id: 28, label: '28 days earlier' },
  { id: 364, label: '52 weeks earlier' },
] as const;

/** The label of a word; the id itself where no such word exists. */
export function labelOf(words: readonly Word[], id: string): string {
  return words.find((word) => word.id === id)?.label ?? id;
}
