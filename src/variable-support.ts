import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, map, of, type Observable } from 'rxjs';
import { valueLists, type VariableQuery } from '../contract/variable-query.ts';
import { VariableEditor } from './components/variable-editor/variable-editor.tsx';
import type { DataSource } from './datasource.ts';
import { fetchValues } from './query/values.ts';
import type { JsonData, Query } from './types.ts';

/** Most values of one variable. */
const limit = 2000;

/** Query variables: a list of values found in the time range, or of the words that filters take. */
export class VariableSupport extends CustomVariableSupport<DataSource, VariableQuery, Query, JsonData> {
  editor = VariableEditor;
  constructor(private readonly source: DataSource) {
    super();
    // Grafana 10 calls the method without its object.
    this.query = this.query.bind(this);
  }

  override getDefaultQuery(): Partial<VariableQuery & Query> {
    return { list: 'pools' };
  }

  /** Values as `{text, value}`: the label is shown, the value goes into queries. */
  query({ targets, range }: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    const list = valueLists.find(({ id }) => id === targets[0]?.list)?.id;
    if (!list) {
      return of({ data: [] });
    }
    return from(fetchValues(this.source, list, { limit, range })).pipe(
      map((values) => ({ data: values.map(({ value, label }) => ({ text: label, value })) })),
    );
  }
}
