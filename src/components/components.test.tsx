import { expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { DataSource } from '../datasource.ts';
import { examples } from '../query/examples.ts';
import { selectors } from '../selectors.ts';
import { settings } from '../testing/settings.ts';
import { fakeTemplates } from '../testing/templates.ts';
import type { Query } from '../types.ts';
import { QueryHelp } from './query-help.tsx';
import { VariableEditor } from './variable-editor/variable-editor.tsx';

const source = new DataSource(settings, fakeTemplates());

test('an example of the help goes to the editor', async () => {
  const onClickExample = jest.fn<(query: Query) => void>();
  render(<QueryHelp datasource={source} query={{ refId: 'A' }} onClickExample={onClickExample} />);
  expect(screen.getAllByRole('button')).toHaveLength(examples.length);
  await userEvent.click(screen.getByRole('button', { name: /^Failed audio calls over time/ }));
  expect(onClickExample.mock.calls[0]?.[0]).toMatchObject({ refId: 'A', report: 'p2pActivity' });
});

test('a variable picks its list', async () => {
  const onChange = jest.fn();
  render(
    <VariableEditor
      datasource={source}
      query={{ refId: '', list: 'pools' }}
      onChange={onChange}
      onRunQuery={() => undefined}
    />,
  );
  expect(screen.getByText('Pools and Edge Servers')).toBeTruthy();
  await userEvent.click(screen.getByLabelText(selectors.variableEditor.list));
  await userEvent.click(screen.getByText('Modalities'));
  expect(onChange).toHaveBeenCalledWith({ refId: 'variable', list: 'modalities' });
});
