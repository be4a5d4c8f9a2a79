import { alternatives, ContractError, shown } from './query-error.ts';
import type { ReportDefinition } from './reports/definition.ts';
import type { SpikeDefinition, SpikeOption, SpikeOptionDefinition, SpikeOptions } from './spikes.ts';
import { spikeGroups, type Format, type SpikeGroup } from './vocabulary.ts';

/**
 * Reads the option `spikes` as saved and fills in defaults. Undefined for reports that do not take it.
 * @throws ContractError naming the field, such as `spikes.windowMinutes`
 */
export function readSpikes(
  { title, spikes }: ReportDefinition,
  given: Readonly<Record<string, unknown>> | undefined,
  format: Format,
): SpikeOptions | undefined {
  if (!spikes) {
    if (given) {
      throw new ContractError('spikes', `${title} does not take this option`);
    }
    return undefined;
  }
  const accepted = ['groupBy', ...spikes.options.map(({ id }) => id)];
  const unknown = Object.keys(given ?? {}).find((name) => !accepted.includes(name));
  if (unknown !== undefined) {
    throw new ContractError(
      `spikes.${unknown.slice(0, 60)}`,
      `${title} does not take this option, expected ${alternatives(accepted)}`,
    );
  }
  const numbers = spikes.options.map((option) => [option.id, readNumber(option, given?.[option.id], format)]);
  return {
    groupBy: readGroupBy(spikes, given?.groupBy),
    ...(Object.fromEntries(numbers) as Record<SpikeOption, number>),
  };
}

function readGroupBy({ groupBy, defaultGroupBy }: SpikeDefinition, given: unknown): readonly SpikeGroup[] {
  if (given === undefined || given === null) {
    return defaultGroupBy;
  }
  const words: readonly unknown[] = Array.isArray(given) ? given : [given];
  const wrong = words.find((word) => !groupBy.some((id) => id === word));
  if (wrong !== undefined) {
    throw new ContractError('spikes.groupBy', `unknown value ${shown(wrong)}, expected ${alternatives(groupBy)}`);
  }
  return spikeGroups.map(({ id }) => id).filter((id) => words.includes(id));
}

function readNumber(option: SpikeOptionDefinition, given: unknown, format: Format): number {
  const { id, choices, low, high, fractions = false } = option;
  if (given === undefined || given === null) {
    return option.defaults?.[format] ?? option.default;
  }
  const digits = fractions ? /^\s*\d+(\.\d+)?\s*$/ : /^\s*\d+\s*$/;
  const value = typeof given === 'string' && digits.test(given) ? Number(given) : given;
  if (choices && !choices.some((choice) => choice === value)) {
    throw new ContractError(
      `spikes.${id}`,
      `unknown value ${shown(given)}, expected ${alternatives(choices.map(String))}`,
    );
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || !(fractions || Number.isInteger(value))) {
    throw new ContractError(`spikes.${id}`, `expected a ${fractions ? '' : 'whole '}number`);
  }
  if (value < low || value > (high ?? Infinity)) {
    throw new ContractError(
      `spikes.${id}`,
      high === undefined ? `expected at least ${low}` : `expected a whole number from ${low} to ${high}`,
    );
  }
  return value;
}
