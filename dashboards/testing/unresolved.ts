import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataFrame } from '@grafana/data';
import { answerFields } from '../../contract/answer-fields.ts';
import { reports } from '../../contract/reports/index.ts';
import { categories, spikeGroups } from '../../contract/vocabulary.ts';
import type { DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { fieldsAdded } from '../parts/transformations.ts';
import { dataFrame, fieldNames, fieldsMatching, inPanel, shownNames, transformedFor } from './grafana.ts';
import { linksOf, nameIn, overridesOf, sortedBy, spokenInTransformations, targetsOf } from './panels.ts';

/** What a panel names and Grafana does not find, by where the panel names it. */
export interface Unresolved {
  readonly overrides: readonly string[];
  readonly links: readonly string[];
  /** In transformations that take the name of a field, or what is shown for it. */
  readonly names: readonly string[];
  /** In transformations that take nothing but what is shown for a field. */
  readonly labels: readonly string[];
  readonly sort: readonly string[];
}

export const nothing: Unresolved = { overrides: [], links: [], names: [], labels: [], sort: [] };

/** Holds everything that a panel names against an answer to its query, with Grafana's own matchers and transformations. */
export async function unresolved(panel: Panel, answer: readonly DecodedFrame[]): Promise<Unresolved> {
  const asked = answer.map(dataFrame);
  const frames = await transformedFor(panel, answer);
  const { names, labels } = spokenInTransformations(panel);
  const absent = [...Object.values(answerFields), ...absentIn(panel), ...fieldsAdded(panel.transformations ?? [])];
  const missingFrom = (known: readonly string[]) => (name: string) => !known.includes(name) && !absent.includes(name);
  return {
    overrides: overridesOf(panel)
      .filter((override) => fieldsMatching(override, frames).length === 0)
      .map((override) => nameIn(override) ?? JSON.stringify(override.matcher))
      .filter(missingFrom([])),
    links: linksOf(panel).flatMap(({ link }) => missingIn(link.url + link.title, frames)),
    names: names.filter(missingFrom([...fieldNames(asked), ...shownNames(asked)])),
    labels: labels.filter(missingFrom(shownNames(asked))),
    sort: sortedBy(panel).filter(missingFrom(shownNames(await inPanel(panel, answer)))),
  };
}

/** Fields and labels that a link reads and nobody has. */
function missingIn(link: string, frames: readonly DataFrame[]): string[] {
  const names = fieldNames(frames);
  const labels = frames.flatMap(({ fields }) => fields.flatMap((field) => Object.keys(field.labels ?? {})));
  const read = (pattern: RegExp) => [...link.matchAll(pattern)].map(([, name]) => String(name));
  return [
    ...read(/__data\.fields\.(\w+)/g).filter((name) => !names.includes(name)),
    ...read(/__field\.labels\.(\w+)/g).filter((label) => !labels.includes(label)),
  ];
}

/** Not every category occurs in every range, and only the groups asked for have a column. */
function absentIn(panel: Panel): string[] {
  if (targetsOf(panel).some(({ report }) => report === 'failureSpikes')) {
    const groups: readonly string[] = [...spikeGroups.map(({ id }) => id), 'diagnosticMeaning'];
    return reports.failureSpikes.columns
      .filter(({ id }) => groups.includes(id))
      .flatMap(({ id, label }) => [id, label]);
  }
  return panel.type === 'timeseries' ? categories.map(({ label }) => label) : [];
}
