import type { SelectableValue, TimeRange } from '@grafana/data';
import { AsyncMultiSelect } from '@grafana/ui';
import React, { useRef, useState } from 'react';
import { isUserList, leastLetters, type FilterDefinition } from '../../../contract/filters.ts';
import { fetchValues, type Resources, type SuggestedValue } from '../../query/values.ts';
import { fieldWidth } from './layout.ts';
import type { ListFilterProps } from './list-filter.tsx';
import { shownOption } from './words.tsx';

interface Props extends ListFilterProps {
  readonly list: NonNullable<FilterDefinition['suggestions']>;
  readonly source: Resources;
  readonly range: TimeRange | undefined;
}

/** How many addresses are suggested, and how long nobody types before they are looked for, in milliseconds. */
const [mostUsers, pause] = [50, 250];
const firstLetters = `type the first ${leastLetters} letters for suggestions`;
const begin = `Type the first ${leastLetters} letters of an address.`;
const nobody = 'nobody of the last week of the time range begins so';

/**
 * A filter that suggests what the database holds in the time range. It asks when its menu is opened, not before, and for addresses of
 * people when their beginning is typed.
 */
export function SuggestedFilter({
  id,
  definition,
  values,
  variables,
  invalid,
  all,
  onChange,
  list,
  source,
  range,
}: Props) {
  const [suggested, setSuggested] = useState<SelectableValue<string>[]>([]);
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState<string>();
  /** Beside what is typed, since Grafana shows no message where that can be taken as it is. */
  const [hint, setHint] = useState<string>();

  const ofUsers = isUserList(list);
  const typed = useRef('');

  const load = async (search: string) => {
    typed.current = search;
    if (ofUsers && search.trim().length < leastLetters) {
      setHint(firstLetters);
      return matching(variables, search);
    }
    if (ofUsers) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      // Somebody has typed on: the answer would be thrown away.
      if (typed.current !== search) {
        return [];
      }
    }
    try {
      const found = await fetchValues(source, list, {
        search,
        ...(ofUsers && { limit: mostUsers }),
        ...(range && { range }),
      });
      setFailed(undefined);
      setHint(ofUsers && found.length === 0 ? nobody : undefined);
      return [...matching(variables, search), ...none(definition, search), ...found.map(optionOf)];
    } catch {
      setFailed('No suggestions: the database did not answer. Values can be typed.');
      return matching(variables, search);
    }
  };
  const open = async () => {
    setLoading(true);
    setSuggested(await load(''));
    setLoading(false);
  };
  return (
    <AsyncMultiSelect
      inputId={id}
      aria-label={definition.label}
      width={fieldWidth}
      defaultOptions={suggested}
      loadOptions={load}
      onOpenMenu={() => void open()}
      isLoading={loading}
      invalid={invalid}
      value={values.map((value) => shownOption(value, suggested))}
      placeholder={all}
      allowCustomValue
      {...(hint && { formatCreateLabel: (text: string) => `${text} (${hint})` })}
      loadingMessage="Asking the database"
      noOptionsMessage={failed ?? (ofUsers ? begin : 'Nothing found in the time range. Type a value and press Enter.')}
      onChange={(picked) => onChange(picked.flatMap((option) => option.value ?? []))}
    />
  );
}

/** Codes are shown with what they mean, names with how often they occur. */
function optionOf({ value, label, description }: SuggestedValue): SelectableValue<string> {
  return { value, label, ...(description && { description }) };
}

function none({ kind, label }: FilterDefinition, search: string): SelectableValue<string>[] {
  return kind === 'code' && 'none'.includes(search.toLowerCase())
    ? [{ value: 'none', label: 'none', description: `Sessions without a ${label}` }]
    : [];
}

function matching(options: readonly SelectableValue<string>[], search: string): SelectableValue<string>[] {
  return options.filter(({ label = '' }) => label.toLowerCase().includes(search.toLowerCase()));
}
