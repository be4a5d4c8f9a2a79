import {
  defaultOf,
  metricsOf,
  optionIds,
  options as vocabulary,
  optionsOf,
  type NumberOption,
  type OptionDefinition,
  type OptionId,
  type WordOption,
  type WordsOption,
} from './options.ts';
import { alternatives, ContractError, shown } from './query-error.ts';
import type { ReportDefinition } from './reports/definition.ts';
import type { Format } from './vocabulary.ts';

type Value = string | number | readonly string[];

/**
 * Reads the options of a saved query and fills in defaults. Blank is the same as left out.
 * @param given the saved query; what is no option is not looked at
 * @returns every option that the report takes; no metric where none is asked for
 * @throws ContractError naming the option and what it takes, also where the report does not take it
 */
export function readOptions(
  report: ReportDefinition,
  given: Readonly<Record<string, unknown>>,
  format: Format,
): Partial<Record<OptionId, Value>> {
  const taken = optionsOf(report);
  const strange = optionIds.find((id) => !isBlank(given[id]) && !taken.some((option) => option.id === id));
  if (strange !== undefined) {
    const accepted = alternatives(taken.map(({ id }) => id));
    throw new ContractError(strange, `${report.title} does not take this option, expected ${accepted}`);
  }
  const entries = taken.map((option): readonly [OptionId, Value | undefined] => {
    const input = given[option.id];
    return [option.id, isBlank(input) ? defaultOf(option, format) : read(option, input, report)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isBlank(input: unknown): boolean {
  return input === undefined || input === null || input === '';
}

function read(option: OptionDefinition, input: unknown, report: ReportDefinition): Value | undefined {
  switch (option.kind) {
    case 'word':
      return readWord(option, input, report);
    case 'list':
    case 'set':
      return readWords(option, input, report);
    case 'number':
      return readNumber(option, input, report);
    case 'metric':
      return readMetric(input, report);
  }
}

function readWord({ id, choices }: WordOption | WordsOption, input: unknown, { title }: ReportDefinition): string {
  const choice = choices.find((word) => word.id === input);
  if (!choice) {
    const all = (vocabulary[id] as WordOption | WordsOption).choices;
    const isElsewhere = all.some((word) => word.id === input);
    const problem = isElsewhere ? `${title} has no ${shown(input)}` : `unknown value ${shown(input)}`;
    const accepted = isElsewhere ? choices : all;
    throw new ContractError(id, `${problem}, expected ${alternatives(accepted.map((word) => word.id))}`);
  }
  return choice.id;
}

function readWords(option: WordsOption, input: unknown, report: ReportDefinition): readonly string[] {
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input];
  const words = [...new Set(inputs.map((word) => readWord(option, word, report)))];
  const all = option.choices.map(({ id }) => id);
  if (option.kind === 'set') {
    return all.filter((id) => words.includes(id));
  }
  return words.length > 0 ? words : (option.default ?? all);
}

function readNumber(option: NumberOption, input: unknown, { title }: ReportDefinition): number {
  const { id, choices, low, high, most = Infinity, counts = '', fractions = false } = option;
  const digits = fractions ? /^\s*\d+(\.\d+)?\s*$/ : /^\s*\d+\s*$/;
  const value = typeof input === 'string' && digits.test(input) ? Number(input) : input;
  if (choices && !choices.some((choice) => choice === value)) {
    throw new ContractError(id, `unknown value ${shown(input)}, expected ${alternatives(choices.map(String))}`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || !(fractions || Number.isInteger(value))) {
    throw new ContractError(id, `expected a ${fractions ? '' : 'whole '}number`);
  }
  if (value < low || value > (high ?? Infinity)) {
    throw new ContractError(
      id,
      high === undefined ? `expected at least ${low}` : `expected a whole number from ${low} to ${high}`,
    );
  }
  if (value > most) {
    throw new ContractError(id, `${value} is too many ${counts}, ${title} shows at most ${most}`);
  }
  return value;
}

function readMetric(input: unknown, report: ReportDefinition): string {
  if (typeof input !== 'string') {
    throw new ContractError('metric', 'expected text');
  }
  const metrics = metricsOf(report).map(({ id }) => id);
  if (!metrics.includes(input)) {
    throw new ContractError('metric', `unknown value ${shown(input)}, expected ${alternatives(metrics)}`);
  }
  return input;
}
