import {
  DataTopic,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, isObservable, map, merge, of, share, takeUntil, timer, type Observable } from 'rxjs';

type Query = DataSourceApi['query'];

/** Milliseconds after which a panel shows that it waits; quicker answers would only flicker. */
const patience = 200;

/** Runs the queries of one panel; never fails, for errors are part of what a panel shows. */
export function runRequest(source: DataSourceApi, request: DataQueryRequest, query?: Query): Observable<PanelData> {
  const waiting: PanelData = { state: LoadingState.Loading, series: [], timeRange: request.range, request };
  const answered = ask(source, request, query).pipe(
    map((response) => panelData(response, request)),
    catchError((error: unknown) => {
      const failed = toDataQueryError(error instanceof Error ? error : (error as object));
      return of<PanelData>({ ...waiting, state: LoadingState.Error, error: failed, errors: [failed] });
    }),
    share(),
  );
  return merge(
    answered,
    timer(patience).pipe(
      map(() => waiting),
      takeUntil(answered),
    ),
  );
}

function ask(source: DataSourceApi, request: DataQueryRequest, query?: Query): Observable<DataQueryResponse> {
  if (request.targets.length === 0) {
    return of({ data: [] });
  }
  try {
    const answer = query ? query(request) : source.query(request);
    return isObservable(answer) ? answer : from(answer);
  } catch (error) {
    return from(Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
}

function panelData(response: DataQueryResponse, request: DataQueryRequest): PanelData {
  const errors = response.errors ?? (response.error ? [response.error] : []);
  const frames = response.data.map((frame: object) => ('fields' in frame ? toDataFrame(frame) : frame) as DataFrame);
  const isAnnotation = ({ meta }: DataFrame) => meta?.dataTopic === DataTopic.Annotations;
  const annotations = frames.filter(isAnnotation);
  return {
    state: errors.length > 0 ? LoadingState.Error : (response.state ?? LoadingState.Done),
    // The values of a variable come this way too, and are no frames.
    series: frames.filter((frame) => !isAnnotation(frame)),
    ...(annotations.length > 0 && { annotations }),
    timeRange: request.range,
    request: { ...request, endTime: Date.now() },
    ...(errors.length > 0 ? { errors, error: errors[0] } : {}),
  };
}
