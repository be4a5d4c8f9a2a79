import { activityPage } from './parts/activity.ts';

/** Conference Diagnostic Report. */
export const conferenceActivity = activityPage({
  uid: 'cd-conference',
  report: 'conferenceActivity',
  activity: 'conference',
  group: 'conferenceType',
  noun: 'conference sessions',
  each: 'by kind of session',
});
