/** Dashboards that show one session, report or conference: they need its key, which links carry. */
export const details: readonly string[] = ['cd-session', 'cd-diagnostic-report', 'cd-conference-detail'];
