import { oneMinute } from './options.ts';
import { weighted } from './random.ts';

/** Bits of MediaTypes. */
export const mediaBits = {
  im: 1,
  fileTransfer: 2,
  remoteAssistance: 4,
  applicationSharing: 8,
  audio: 16,
  video: 32,
  appInvite: 64,
} as const;

/** MediaId of MediaList and name, in the order of the bits. */
export const mediaNames = [
  'IM',
  'File Transfer',
  'Remote Assistance',
  'Application Sharing',
  'Audio',
  'Video',
  'App Invite',
] as const;

/** A kind of peer-to-peer session. */
export interface CallKind {
  readonly media: number | null;
  readonly pstn: 'out' | 'in' | null;
  readonly callType: string;
  /** Average length of a successful session. */
  readonly length: number;
}

const kind = (media: number | null, callType: string, minutes: number, pstn: CallKind['pstn'] = null): CallKind => ({
  media,
  pstn,
  callType,
  length: minutes * oneMinute,
});

const { im, fileTransfer, remoteAssistance, applicationSharing, audio, video, appInvite } = mediaBits;

export const callKinds = weighted<CallKind>([
  [kind(im, 'Instant Messaging', 12), 0.32],
  [kind(im | audio, 'Audio', 10), 0.05],
  [kind(audio, 'Audio', 6), 0.15],
  [kind(audio | video, 'Audio and Video', 18), 0.08],
  [kind(audio | applicationSharing, 'Application Sharing', 25), 0.05],
  [kind(im | applicationSharing, 'Application Sharing', 20), 0.03],
  [kind(im | fileTransfer, 'File Transfer', 3), 0.015],
  [kind(fileTransfer, 'File Transfer', 1), 0.01],
  [kind(remoteAssistance, 'Unknown', 15), 0.003],
  [kind(im | appInvite, 'Instant Messaging', 5), 0.002],
  [kind(appInvite, 'Unknown', 2), 0.002],
  [kind(0, 'Unknown', 1), 0.004],
  [kind(null, 'Unknown', 1), 0.004],
  [kind(audio, 'Audio', 5, 'out'), 0.16],
  [kind(audio, 'Audio', 5, 'in'), 0.12],
]);

/** Somebody dials again when the gateway had no circuit. */
export const outboundCall = kind(audio, 'Audio', 5, 'out');
