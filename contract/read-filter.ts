import { filterDefinition, type FilterDefinition, type FilterId } from './filters.ts';
import { parseInstant } from './instant.ts';
import type { Filters } from './query.ts';
import { alternatives, ContractError, shown } from './query-error.ts';

/** Most values of one filter: SQL Server takes 2,100 parameters in one statement. */
export const maxFilterValues = 500;
/** Longest value of a text filter; the longest column of LcsCDR that can be filtered has 450 characters. */
export const maxTextLength = 1024;

const variable = /^(\$\w+|\$\{[^{}]+\}|\[\[[^[\]]+\]\])$/;
/** What a variable that stands on All is replaced with. */
const all = '$__all';
const guid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

/** Whether a text is a template variable and nothing else, which somebody should have replaced. */
export function isVariable(text: string): boolean {
  return variable.test(text.trim()) && text.trim() !== all;
}

type Value = string | number | null;
type Reader = (value: string, field: string, definition: FilterDefinition) => Value;

const readers: Record<FilterDefinition['kind'], Reader> = {
  text: (value, field) => {
    if (value.length > maxTextLength) {
      throw new ContractError(field, `a value has ${value.length} characters, at most ${maxTextLength} are taken`);
    }
    return value;
  },
  code: (value, field) => {
    if (value.toLowerCase() === 'none') {
      return null;
    }
    return readInteger(value, field, 'or "none" for sessions without one');
  },
  choice: (value, field, { choices = [] }) => {
    const wanted = value.toLowerCase();
    const choice = choices.find(({ id, label }) => id.toLowerCase() === wanted || label.toLowerCase() === wanted);
    if (!choice) {
      throw new ContractError(
        field,
        `unknown value ${shown(value)}, expected ${alternatives(choices.map(({ id }) => id))}`,
      );
    }
    return choice.id;
  },
  integer: (value, field) => readInteger(value, field),
  instant: (value, field) => {
    const instant = parseInstant(value);
    if (instant === null) {
      throw new ContractError(
        field,
        `${shown(value)} is not a time, expected ISO 8601 such as 2026-01-31T08:15:00.007Z`,
      );
    }
    return instant;
  },
  guid: (value, field) => {
    const digits = guid.exec(value)?.[1];
    if (!digits) {
      throw new ContractError(field, `${shown(value)} is not a GUID`);
    }
    return digits.toUpperCase();
  },
};

function readInteger(value: string, field: string, or = ''): number {
  const number = /^[+-]?\d{1,12}$/.test(value) ? Number(value) : NaN;
  if (!(number >= -(2 ** 31) && number < 2 ** 31)) {
    const range = 'a whole number from -2147483648 to 2147483647';
    throw new ContractError(field, `${shown(value)} is not ${range}${or && ` ${or}`}`);
  }
  return number;
}

/** Splits, trims and drops what means nothing; `null` when the filter lets everything pass. */
function listed(input: unknown, field: string, definition: FilterDefinition): string[] | null {
  const values = Array.isArray(input) ? (input as unknown[]) : [input];
  const texts: string[] = [];
  for (const value of values) {
    if (value === null && definition.kind === 'code') {
      texts.push('none');
      continue;
    }
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new ContractError(field, `expected text or a number, or a list of them, not ${shown(value)}`);
    }
    const text = String(value).trim();
    if (text === all) {
      return null;
    }
    if (isVariable(text)) {
      throw new ContractError(
        field,
        `the template variable ${shown(text)} was not replaced; alert rules have no variables, and elsewhere it must exist`,
      );
    }
    for (const part of definition.kind === 'code' ? text.split(',') : [text]) {
      texts.push(part.trim());
    }
  }
  const given = [...new Set(texts.filter((text) => text !== ''))];
  if (given.length > maxFilterValues) {
    throw new ContractError(
      field,
      `${given.length} values, at most ${maxFilterValues} are taken; use fewer or none for all`,
    );
  }
  return given.length > 0 ? given : null;
}

/**
 * Reads one filter as written by a person, the editor or a template variable. Returns undefined where it lets
 * everything pass (absent, empty, all).
 * @throws ContractError naming the field
 */
export function readFilter<Id extends FilterId>(id: Id, input: unknown): Filters[Id] | undefined {
  if (input === undefined || (input === null && filterDefinition(id).kind !== 'code')) {
    return undefined;
  }
  const field = `filters.${id}`;
  const definition = filterDefinition(id);
  const texts = listed(input, field, definition);
  if (!texts) {
    return undefined;
  }
  const read = readers[definition.kind];
  const values = [...new Set(texts.map((text) => read(text, field, definition)))];
  if (definition.kind === 'text' || definition.kind === 'code' || definition.kind === 'choice') {
    return values as unknown as Filters[Id];
  }
  if (values.length > 1) {
    throw new ContractError(field, `takes one value, not ${values.length}`);
  }
  return values[0] as Filters[Id];
}
