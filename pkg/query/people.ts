import type { ReportId } from '../../contract/reports/index.ts';
import type { FilterId } from '../../contract/filters.ts';
import { log, type CallContext, type Frame, type QueryCall, type Step } from '../plugin/index.ts';
import { askByPseudonym, namesIn, refuseNames } from '../people/ask-by-pseudonym.ts';
import type { People } from '../people/people.ts';
import type { ReportRequest } from '../reports/report.ts';
import type { ReportCall } from './validate.ts';

/** Where the steps find the people of a data source, as a call may see them. */
export interface PeopleOfSources {
  get(settings: CallContext['settings']): { people(call: CallContext): Promise<People> };
}

/** A call that knows what it may see. */
export interface WithPeople {
  readonly people: People;
}

/** For calls of any kind: hands on what the call may see of people, and lets no error say more. */
export function knowPeople<Call extends CallContext, Answer>(
  dataSources: PeopleOfSources,
): Step<Call, Call & WithPeople, Answer> {
  return (next) => async (call) => {
    const people = await dataSources.get(call.settings).people(call);
    try {
      return await next({ ...call, people });
    } catch (thrown) {
      throw people.showError(thrown);
    }
  };
}

/** Puts pseudonyms in place of people, whatever the steps inside and the report have answered. */
export const hidePeople: Step<QueryCall & WithPeople, QueryCall & WithPeople, Frame[]> = (next) => async (call) =>
  call.people.showFrames(await next(call));

/** Refuses to ask by names that may not be seen, and notes who looks at people where that is wanted. */
export const guardNames: Step<ReportCall & WithPeople, ReportCall & WithPeople, Frame[]> = (next) => async (call) => {
  const { people, query } = call;
  if (!people.seen) {
    refuseNames(query.filters);
    return next(call);
  }
  const frames = await next(call);
  const asked = namesIn(query.filters);
  if (people.isNoted && (asked.length > 0 || frames.some(showsPeople))) {
    noteLook(call, query.report, Object.keys(query.filters) as FilterId[]);
  }
  return frames;
};

const showsPeople = ({ fields }: Frame) =>
  fields.some(
    ({ about, values }) => about !== undefined && about !== 'nobody' && values.some((value) => value !== null),
  );

/** One line of the trail: who, what and by which filters, whose values would be names. The line has its time. */
function noteLook({ settings, user, headers, fromAlert }: CallContext, report: ReportId, filters: FilterId[]): void {
  log('info', 'personal data shown', {
    dsUID: settings.uid,
    orgId: settings.orgId,
    ...(user ? { uname: user.login, role: user.role } : { uname: fromAlert ? '(alert rule)' : '(nobody)' }),
    report,
    filters,
    ...(headers.has('x-dashboard-uid') && { dashboard: headers.get('x-dashboard-uid') }),
    ...(headers.has('x-panel-id') && { panel: headers.get('x-panel-id') }),
  });
}

/** Finds the names that pseudonyms stand for, when the CDR is open to look them up. */
export const findNames: Step<ReportRequest & WithPeople, ReportRequest, Frame[]> = (next) => async (request) => {
  const { people, query, range, cdr } = request;
  const { filters, unknown } = await askByPseudonym(people, query.filters, range, cdr);
  // The filters are those of the report still: names have taken the place of names.
  const frames = await next({ ...request, query: { ...query, filters } as typeof query });
  const [first, ...rest] = frames;
  return first && unknown.length > 0 ? [withNotice(first, unknown), ...rest] : frames;
};

function withNotice(frame: Frame, unknown: readonly string[]): Frame {
  const text = `Nobody in this range has the pseudonym ${unknown.join(', ')}. Choose a longer range; a pseudonym of an older key, or of another data source, finds nobody.`;
  return {
    ...frame,
    meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), { severity: 'info', text }] },
  };
}
