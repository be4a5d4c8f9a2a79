import type { SelectableValue } from '@grafana/data';
import { InlineFieldRow } from '@grafana/ui';
import React from 'react';
import type { SpikeDefinition, SpikeOption, SpikeOptionDefinition } from '../../../contract/spikes.ts';
import { spikeGroups } from '../../../contract/vocabulary.ts';
import { selectors } from '../../selectors.ts';
import type { Query, QuerySpikes } from '../../types.ts';
import { NumberOption } from './number-option.tsx';
import { ManyWords } from './words.tsx';

interface Props {
  readonly spikes: SpikeDefinition;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
}

/** What the spike reports compare: groups, window, baseline, guards. */
export function SpikesRow({ spikes, query, onChange, variables, problemField }: Props) {
  const saved = query.spikes ?? {};
  const set = (changed: QuerySpikes) => {
    const entries = Object.entries({ ...saved, ...changed }).filter(([, value]) => value !== undefined);
    onChange({ ...query, spikes: Object.fromEntries(entries) as QuerySpikes });
  };
  const groups = spikeGroups.filter(({ id }) => spikes.groupBy.includes(id));
  const defaults = groups.filter(({ id }) => spikes.defaultGroupBy.includes(id)).map(({ label }) => label);
  return (
    <InlineFieldRow>
      <ManyWords
        field="groupBy"
        label={selectors.queryEditor.groupBy}
        tooltip="What tells the groups apart; each combination is compared with its own past."
        words={groups}
        value={saved.groupBy}
        placeholder={(saved.groupBy ? '' : defaults.join(', ')) || 'One group of everything'}
        variables={variables}
        problemField={problemField}
        onChange={(groupBy = []) => set({ groupBy })}
      />
      {spikes.options
        .filter((option) => isUsed(option.id, query))
        .map((option) => (
          <NumberOption
            key={option.id}
            option={option}
            fallback={defaultOf(option, query)}
            value={saved[option.id]}
            variables={variables}
            invalid={problemField === option.id}
            onChange={(value) => set({ [option.id]: value })}
          />
        ))}
    </InlineFieldRow>
  );
}

/** Whether an option changes the answer; one that was set stays in sight. */
function isUsed(id: SpikeOption, { format = 'table', spikes = {} }: Query): boolean {
  if (spikes[id] !== undefined) {
    return true;
  }
  const groups = typeof spikes.groupBy === 'string' ? [spikes.groupBy] : (spikes.groupBy ?? []);
  switch (id) {
    case 'minScore':
      return format === 'table' || format === 'events';
    case 'lookbackDays':
      return groups.some((group) => group === 'diagnosticId' || group.includes('$'));
    default:
      return true;
  }
}

function defaultOf(option: SpikeOptionDefinition, { format = 'table' }: Query): number {
  return option.defaults?.[format] ?? option.default;
}
