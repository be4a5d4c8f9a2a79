import { activityPage } from './parts/activity.ts';

/** Peer-to-Peer Activity Diagnostic Report. */
export const p2pActivity = activityPage({
  uid: 'cd-p2p',
  report: 'p2pActivity',
  activity: 'p2p',
  group: 'modality',
  noun: 'peer-to-peer sessions',
  each: 'by modality',
});
