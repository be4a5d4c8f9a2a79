import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorProps } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import type { ReportId } from '../../../contract/reports/index.ts';
import type { DataSource } from '../../datasource.ts';
import { defaultQuery, isForRule } from '../../query/defaults.ts';
import { migrated } from '../../query/migrated.ts';
import { inWords } from '../../query/in-words.ts';
import { problemOf } from '../../query/problem.ts';
import { reportOf } from '../../query/report-of.ts';
import { formatsOfNumbers, forRule, switchReport } from '../../query/switch-report.ts';
import { selectors } from '../../selectors.ts';
import type { JsonData, Query } from '../../types.ts';
import { Filters } from './filters.tsx';
import { OptionsRow } from './options-row.tsx';
import { ReportRow } from './report-row.tsx';
import { variableOptions } from './variable-options.ts';

type Props = QueryEditorProps<DataSource, Query, JsonData>;

/** Editor of a query: the report first, then only what that report takes. Every change runs the query. */
export function QueryEditor({ query: saved, datasource, onChange, onRunQuery, range, app, data }: Props) {
  const styles = useStyles2(getStyles);
  const query = migrated(saved);
  useEffect(() => {
    if (!saved.report) {
      onChange({ ...defaultQuery(app), ...saved });
      onRunQuery();
    }
    // Once: a query that has just been added lacks its report.
  }, []);

  const change = (changed: Query) => {
    onChange(changed);
    onRunQuery();
  };
  const templates = getTemplateSrv();
  // Rules run where no dashboard is: variables would stay unreplaced.
  const isRule = isForRule(app);
  const variables = isRule ? [] : variableOptions(templates);
  const report = reportOf(query);
  const problem = problemOf(query, templates);

  return (
    <div className={styles.editor} data-testid={selectors.queryEditor.container}>
      <ReportRow query={query} onChange={change} shownIn={isRule ? forRule : data?.request?.panelPluginId} />
      {report && (
        <>
          <p className={styles.inWords} data-testid={selectors.queryEditor.inWords}>
            {inWords(query)}
          </p>
          <OptionsRow
            report={report}
            query={query}
            onChange={change}
            variables={variables}
            problemField={problem?.field}
          />
          <Filters
            report={report}
            query={query}
            onChange={change}
            source={datasource}
            range={range}
            variables={variables}
            problemField={problem?.field}
            namesHidden={datasource.namesHidden}
            hasStores={datasource.hasStores}
          />
        </>
      )}
      {isRule && report && !formatsOfNumbers.includes(query.format ?? 'table') && (
        <NotForRules report={report} onChange={() => change(switchReport(query, report.id as ReportId, forRule))} />
      )}
      {problem && <Alert severity="warning" title={problem.text} data-testid={selectors.queryEditor.problem} />}
    </div>
  );
}

/** Why a rule cannot use the query, and what to press: Grafana would say that it found no float64 value column. */
function NotForRules({ report, onChange }: { readonly report: ReportDefinition; readonly onChange: () => void }) {
  const hasNumbers = report.formats.some((format) => formatsOfNumbers.includes(format));
  return hasNumbers ? (
    <Alert
      severity="warning"
      title="Alert rules take numbers: choose the format Numeric, or Time series with a Reduce expression."
    >
      <Button size="sm" onClick={onChange}>
        Use numbers
      </Button>
    </Alert>
  ) : (
    <Alert
      severity="warning"
      title={`${report.title} has no numbers for an alert rule. Choose another report, such as Failure Spikes.`}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  inWords: css({ color: theme.colors.text.secondary, margin: 0 }),
});
