import {
  CoreApp,
  type AdHocVariableFilter,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
} from '@grafana/data';
import { config, DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { map, of, throwError, type Observable } from 'rxjs';
import { readEach } from '../contract/settings.ts';
import { seesPeople } from '../contract/who-sees.ts';
import { refusedOperator, withAdHocFilters, type WithAdHocFilters } from './interpolation/ad-hoc-filters.ts';
import { interpolateQuery } from './interpolation/interpolate-query.ts';
import { tagKeys, tagValues } from './query/ad-hoc-suggestions.ts';
import { annotationSupport } from './query/annotation-support.ts';
import { defaultQuery, isForRule } from './query/defaults.ts';
import { displayText } from './query/display-text.ts';
import { migrated } from './query/migrated.ts';
import { ianaZone } from './query/time-zone.ts';
import { tablesApart } from './response/apart.ts';
import { withDriversLink } from './response/drivers-link.ts';
import { withoutEmptyColumns } from './response/empty.ts';
import { nothingFound, withNotices } from './response/notices.ts';
import { withSparklines } from './response/sparkline.ts';
import { withIntervalTimes, type Zones } from './response/interval-times.ts';
import { withLoneIntervalInSight } from './response/lone-interval.ts';
import { unfinishedBand, withoutUnfinishedRates, withUnfinishedTime } from './response/unfinished.ts';
import type { JsonData, Query } from './types.ts';
import { VariableSupport } from './variable-support.ts';

/** Not in the published type, but in every Grafana: the ad hoc filters of a dashboard by data source name. */
type LegacyTemplates = TemplateSrv & {
  getAdhocFilters?: (name: string, skipDeprecationWarning?: boolean) => AdHocVariableFilter[];
};

/** The data source as panels, Explore, variables and annotations see it; all work on data is the back end's. */
export class DataSource extends DataSourceWithBackend<Query, JsonData> {
  override annotations = annotationSupport;
  override variables = new VariableSupport(this);
  /** Whether the back end shows this user pseudonyms: it decides by itself, this is for what editors say. */
  readonly namesHidden: boolean;
  /** Whether there may be several stores: an LcsCDR is one, and has no name for itself. */
  readonly hasStores: boolean;
  private readonly templates: TemplateSrv;
  /** Queries on their way out: Grafana's class asks for their variables to be replaced once more. */
  private readonly ready = new WeakSet<Query>();

  constructor(settings: DataSourceInstanceSettings<JsonData>, templates: TemplateSrv = getTemplateSrv()) {
    super(settings);
    const { personalData = 'everyone', engine } = readEach(settings.jsonData);
    this.namesHidden = !seesPeople(personalData, config.bootData.user.orgRole);
    this.hasStores = engine === 'archiveFile' || engine === 'clickhouse';
    this.templates = templates;
  }

  /** None for a rule: Grafana would show it in the editor and not put it into the rule. The editor does both. */
  override getDefaultQuery(app: CoreApp): Partial<Query> {
    return isForRule(app) ? {} : defaultQuery(app);
  }

  override getQueryDisplayText(query: Query): string {
    return displayText(query);
  }

  /** A report we do not know goes to the back end, which says so. */
  override filterQuery(query: Query): boolean {
    return query.hide !== true && Boolean(query.report);
  }

  /** @throws where an ad hoc filter asks for what no report can answer, rather than showing too much */
  override query(request: DataQueryRequest<Query>): Observable<DataQueryResponse> {
    const adHoc = this.adHocFilters(request.filters);
    const refused = refusedOperator(adHoc);
    if (refused) {
      return throwError(() => new Error(refused));
    }
    const timezone = ianaZone(request.timezone);
    const asked = request.targets
      .filter((target) => this.filterQuery(target))
      .map((target) => ({ ...target, timezone: target.timezone || timezone }))
      .map((target) => this.prepared(target, request.scopedVars, adHoc));
    const notices = new Map(asked.map(({ query, notices: texts }) => [query.refId, texts]));
    const empty = asked
      .filter(({ nothing }) => nothing)
      .map(({ query, notices: texts }) => nothingFound(query, request.range, texts));
    const targets = asked.filter(({ nothing }) => !nothing).map(({ query }) => query);
    targets.forEach((target) => this.ready.add(target));
    const zoneOf = new Map(targets.map((target) => [target.refId, target.timezone]));
    if (targets.length === 0) {
      return of({ data: empty });
    }
    return super.query({ ...request, targets }).pipe(
      map((response) => ({
        ...response,
        data: [
          ...apart(
            request,
            (response.data as DataFrame[]).map((frame) =>
              withDriversLink(
                finished(frame, notices, request.range.from.valueOf(), {
                  asked: zoneOf.get(frame.refId ?? ''),
                  shown: timezone,
                }),
                this.uid,
              ),
            ),
          ),
          ...empty,
          ...unfinishedBand(response.data as DataFrame[]),
        ],
      })),
    );
  }

  override applyTemplateVariables(query: Query, scopedVars: ScopedVars, filters?: AdHocVariableFilter[]): Query {
    return this.ready.has(query) ? query : this.prepared(query, scopedVars, this.adHocFilters(filters)).query;
  }

  override interpolateVariablesInQueries(
    queries: Query[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[],
  ): Query[] {
    return queries.map((query) => ({
      ...this.applyTemplateVariables(query, scopedVars, filters),
      datasource: this.getRef(),
    }));
  }

  override getTagKeys(): Promise<MetricFindValue[]> {
    return Promise.resolve(tagKeys());
  }

  override getTagValues(options: DataSourceGetTagValuesOptions<Query>): Promise<MetricFindValue[]> {
    return tagValues(this, options);
  }

  /** A query as the back end takes it: in the present shape, without variables, narrowed by the ad hoc filters. */
  private prepared(query: Query, scopedVars: ScopedVars, adHoc: readonly AdHocVariableFilter[]): WithAdHocFilters {
    return withAdHocFilters(interpolateQuery(migrated(query), this.templates, scopedVars), adHoc, this.templates);
  }

  /** Grafana hands them over since 10.3; before, they are asked for. */
  private adHocFilters(given: readonly AdHocVariableFilter[] | undefined): readonly AdHocVariableFilter[] {
    return given ?? (this.templates as LegacyTemplates).getAdhocFilters?.(this.name, true) ?? [];
  }
}

/** Frames as the app shows them. */
const apart = ({ app }: DataQueryRequest<Query>, frames: DataFrame[]) =>
  app === CoreApp.Explore ? tablesApart(frames) : frames;

/** A frame as panels show it over a range from that instant on; notices go to the first of their query. */
function finished(frame: DataFrame, notices: Map<string, readonly string[]>, from: number, zones: Zones): DataFrame {
  const texts = notices.get(frame.refId ?? '') ?? [];
  notices.delete(frame.refId ?? '');
  const drawn = withoutUnfinishedRates(withSparklines(frame));
  const named = withUnfinishedTime(withIntervalTimes(drawn, zones), zones);
  return withNotices(withoutEmptyColumns(withLoneIntervalInSight(named, from, zones)), texts);
}
