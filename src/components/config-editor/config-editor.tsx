import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { DataSourceDescription } from '@grafana/plugin-ui';
import { config } from '@grafana/runtime';
import { Field, Switch, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { selectors } from '../../selectors.ts';
import { CategoryMap } from './category-map.tsx';
import { EngineSections } from './engine-sections.tsx';
import { ChoiceField } from './fields.tsx';
import { useForm, type EditorProps } from './form.ts';
import { Limits } from './limits.tsx';
import { PersonalData } from './personal-data.tsx';
import { Reports } from './reports.tsx';

const engines = [
  { value: 'sqlserver', label: 'LcsCDR on SQL Server' },
  { value: 'archiveFile', label: 'Archive in a file', description: 'Years of one LcsCDR or several, on one machine.' },
  { value: 'clickhouse', label: 'Archive on ClickHouse', description: 'The same on a server or a cluster.' },
] as const;

/** Settings of the data source: of its engine, then those that hold for any. */
export function ConfigEditor(props: EditorProps) {
  const demoId = useId();
  const styles = useStyles2(getStyles);
  const form = useForm(props);
  const isDemo = form.value('engine') === 'embedded';
  const labels = selectors.configEditor;
  return (
    <div className={styles.editor} data-testid={labels.container}>
      <DataSourceDescription
        dataSourceName="Skype for Business Call Diagnostics"
        docsLink={`${config.appSubUrl}/plugins/${props.options.type}`}
        hasRequiredFields={!isDemo}
      />
      <Field
        label={labels.demoData}
        description="60 days of generated calls with a few incidents to find, inside the plugin: no database needed."
        htmlFor={demoId}
      >
        <Switch
          id={demoId}
          value={isDemo}
          disabled={form.disabled}
          onChange={({ currentTarget }) => form.set({ engine: currentTarget.checked ? 'embedded' : 'sqlserver' })}
        />
      </Field>
      {!isDemo && <ChoiceField form={form} name="engine" label={labels.engine} options={engines} />}
      <EngineSections form={form} />
      <Limits form={form} />
      <Reports form={form} />
      <CategoryMap form={form} />
      <PersonalData form={form} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), maxWidth: theme.spacing(100) }),
});
