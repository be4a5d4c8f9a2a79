import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Button, FieldValidationMessage, Input, Select, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { CategoryMapping } from '../../../contract/settings.ts';
import { categories } from '../../../contract/vocabulary.ts';
import { selectors } from '../../selectors.ts';
import type { Form } from './form.ts';

const labels = selectors.configEditor;
const options = categories.map(({ id, label }) => ({ value: id, label }));

/** The operator's own classification of failures, asked before any other. */
export function CategoryMap({ form }: { readonly form: Form }) {
  const styles = useStyles2(getStyles);
  const lines = form.settings.categoryMap ?? [];
  const problem = form.problem('categoryMap');
  const setLines = (categoryMap: CategoryMapping[]) => form.set({ categoryMap });
  const setLine = (at: number, patch: Partial<CategoryMapping>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...patch } : line)));
  return (
    <ConfigSection
      title="Classification"
      description="Your own category of a diagnostic ID, before that of the server and the built-in one. Without a response code it holds for every code that comes with the ID."
    >
      {lines.map((line, index) => (
        <div key={index} className={styles.line}>
          <Input
            type="number"
            width={20}
            aria-label={labels.mappingId(index + 1)}
            placeholder="No diagnostic ID"
            value={line.diagnosticId ?? ''}
            disabled={form.disabled}
            onChange={({ currentTarget }) => setLine(index, { diagnosticId: numberOr(currentTarget.value, null) })}
          />
          <Input
            type="number"
            width={20}
            aria-label={labels.mappingCode(index + 1)}
            placeholder="Any response code"
            value={line.responseCode ?? ''}
            disabled={form.disabled}
            onChange={({ currentTarget }) => setLine(index, { responseCode: numberOr(currentTarget.value, undefined) })}
          />
          <Select
            aria-label={labels.mappingCategory(index + 1)}
            width={30}
            options={options}
            value={line.category}
            disabled={form.disabled}
            onChange={({ value }) => value && setLine(index, { category: value })}
          />
          <Button
            variant="secondary"
            icon="trash-alt"
            aria-label={labels.removeMapping(index + 1)}
            disabled={form.disabled}
            onClick={() => setLines(lines.filter((_line, other) => other !== index))}
          />
        </div>
      ))}
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
      <Button
        variant="secondary"
        icon="plus"
        disabled={form.disabled}
        onClick={() => setLines([...lines, { diagnosticId: null, category: 'expected' }])}
      >
        {labels.addMapping}
      </Button>
    </ConfigSection>
  );
}

function numberOr<T>(text: string, empty: T): number | T {
  return text === '' ? empty : Number(text);
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
});
