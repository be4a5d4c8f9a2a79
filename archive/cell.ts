import type { SQLInputValue } from 'node:sqlite';

/** A value as the file keeps it: texts without blanks at their end, which are no difference to SQL Server but one to SQLite. */
export function cell(value: unknown): SQLInputValue {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === 'string') {
    return value.endsWith(' ') ? value.replace(/ +$/, '') : value;
  }
  return typeof value === 'boolean' ? Number(value) : (value as SQLInputValue);
}
