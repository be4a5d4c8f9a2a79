import { expect } from '@jest/globals';
import { DatetimeParameter, type Parameter } from '../../pkg/cdr/parameter.ts';
import type { Question } from '../../pkg/cdr/questions/question.ts';
import { filled, laidOutSql } from './laid-out-sql.ts';
import { describingCdr, dialectNames, statementOf, type DatabaseOptions } from './recording-cdr.ts';

/** What a snapshot shows as it is, without the quotes and escapes of a JavaScript string. */
class ShownSql {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
expect.addSnapshotSerializer({
  test: (value) => value instanceof ShownSql,
  print: (value) => (value as ShownSql).text,
});

/**
 * The statement of a question in every dialect, laid out for readers and with its values in their order, for `toMatchInlineSnapshot`.
 * @param options settings of the data source, and what the database lacks
 */
export function sqlOf<Selection, Row, Found>(
  question: Question<Selection, Row, Found>,
  selection: Selection,
  options?: DatabaseOptions,
): ShownSql {
  const texts = dialectNames.map((name) => {
    const statement = statementOf(describingCdr(name, options), question, selection);
    if (!statement) {
      return `-- ${name}: nothing to ask`;
    }
    const { sql, parameters } = statement;
    const values = parameters.map((value, index) => shown(value) + (index < parameters.length - 1 ? ',' : ''));
    return `${filled(`-- ${name}${values.length > 0 ? ':' : ''}`, values, '--   ')}\n${laidOutSql(sql, name)}`;
  });
  return new ShownSql(texts.join('\n\n'));
}

/** A value for readers of a test. */
function shown(value: Parameter): string {
  return value instanceof DatetimeParameter
    ? new Date(value.ms).toISOString().replace(/(:00\.000)?Z$/, '')
    : JSON.stringify(value);
}
