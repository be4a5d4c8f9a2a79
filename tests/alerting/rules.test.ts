import { describe, expect, test } from '@jest/globals';
import type { AnyQuery } from '../../contract/query.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { validateQuery } from '../../contract/validate.ts';
import { rules } from '../../alerting/index.ts';
import { contactPoints } from '../../alerting/notifications/contact-points.ts';
import { templates } from '../../alerting/notifications/templates.ts';
import { conditionModel, conditionRefId } from '../../alerting/parts/expression.ts';
import { savedQuery } from '../../alerting/parts/saved-query.ts';
import { functionsIn, notificationFunctions, ruleFunctions } from '../../alerting/parts/template-functions.ts';
import { groups } from '../../alerting/settings.ts';
import { diagnosticIdSpike, poolSpike } from '../../alerting/thresholds.ts';
import { spikeScore } from '../../dashboards/parts/spikes.ts';

const named = rules.map((rule) => [rule.uid, rule] as const);

/** Labels of the alerts of each report. */
const labelsOf = {
  failureSpikes: ['pool', 'diagnosticId'],
  joinTimeSpikes: ['component'],
  cdrFreshness: ['signal', 'store'],
};

describe.each(named)('%s', (_, rule) => {
  const texts = [rule.summary, rule.description, rule.link];
  const refIds = rule.queries.map(({ refId }) => refId);
  const valid: AnyQuery[] = rule.queries.map((query) => validateQuery(savedQuery(query)));

  test('asks what the contract takes, one number each', () => {
    for (const query of valid) {
      expect(query.format).toBe('numeric');
      const metric = reportDefinition(query.report).columns.find(({ id }) => id === query.metric);
      expect(metric?.metric).toBe(true);
    }
    expect(new Set(refIds).size).toBe(refIds.length);
    expect(refIds).not.toContain(conditionRefId);
  });

  test('asks for the groups of its condition only: other queries must not bring other alerts or none', () => {
    const [first, ...others] = valid.filter(({ report }) => report === valid[0]?.report);
    for (const other of others) {
      expect({ ...other, refId: '', metric: '' }).toEqual({ ...first, refId: '', metric: '' });
    }
  });

  test('compares numbers that it asks for', () => {
    const compared = rule.condition.map(({ of }) => of);
    expect(refIds).toEqual(expect.arrayContaining(compared));
    const { type, expression } = conditionModel(rule);
    const used = type === 'math' ? [...String(expression).matchAll(/\$\{(\w+)\}/g)].map(([, id]) => id) : [expression];
    expect(used).toEqual(compared);
    for (const { is, value, recovery } of rule.condition) {
      expect(is === 'above' ? value - (recovery ?? 0) : 1).toBeGreaterThanOrEqual(0);
    }
  });

  test('waits for whole evaluations', () => {
    expect(Object.values(groups)).toContain(rule.group);
    expect(rule.pendingMinutes % rule.group.minutes).toBe(0);
  });

  test('fills its texts with numbers and labels that there are', () => {
    const values = texts.flatMap((text) => [...text.matchAll(/\$values\.(\w+)/g)].map(([, refId]) => refId));
    expect(refIds).toEqual(expect.arrayContaining([...new Set(values)]));
    const known = labelsOf[rule.queries[0]?.query.report as keyof typeof labelsOf];
    const [first] = rule.queries;
    const own = (first && 'groupBy' in first.query && first.query.groupBy) || known;
    const labels = texts.flatMap((text) => [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label));
    expect([own].flat()).toEqual(expect.arrayContaining([...new Set(labels)]));
    expect(labels.length + Number(own === known)).toBeGreaterThan(0);
  });

  test.each(['summary', 'description'] as const)('has words in its %s for an instance without numbers', (name) => {
    // Either a default that numbers replace, or what follows `else`.
    const words =
      /^\{\{ \$text := "([^"]+)" \}\}\{\{ with \$values\.|^\{\{ if \$values\.\w+ \}\}.+\{\{ else \}\}([^{}]+)\{\{ end \}\}$/s;
    const [, first, second] = words.exec(rule[name]) ?? [];
    expect(first ?? second).toMatch(/(read|failed|fails|figures)/);
  });

  test('calls no template function that some Grafana lacks', () => {
    const called = texts.flatMap(functionsIn);
    expect(ruleFunctions).toEqual(expect.arrayContaining(called));
  });

  test('has texts whose actions are whole', () => {
    for (const text of texts) {
      expect(text.replace(/\{\{[^{}]*\}\}/g, '')).not.toMatch(/[{}]/);
    }
  });
});

test('UIDs are unlike and fit', () => {
  const uids = rules.map(({ uid }) => uid);
  expect(new Set(uids).size).toBe(uids.length);
  // Grafana takes at most 40 of these.
  uids.forEach((uid) => {
    expect(uid).toMatch(/^[a-z][a-z0-9-]{1,39}$/);
  });
});

test('what the dashboard calls a spike is one for the rules on an hour', () => {
  expect([poolSpike.score, diagnosticIdSpike.score]).toEqual([spikeScore, spikeScore]);
});

test('when the database is gone one rule speaks, and the others keep still', () => {
  const speaking = rules.filter(({ execErrState }) => Object.values(execErrState).includes('Alerting'));
  expect(speaking.map(({ uid }) => uid)).toEqual(['cd-cdr-stopped']);
  expect(speaking[0]?.pendingMinutes).toBeGreaterThan(speaking[0]?.group.minutes ?? Infinity);
});

test('messages call no function that some Grafana lacks, and only templates that there are', () => {
  const text = templates.map(({ template }) => template).join('\n');
  expect(notificationFunctions).toEqual(expect.arrayContaining(functionsIn(text)));
  const defined = [...text.matchAll(/define "([^"]+)"/g)].map(([, name]) => name);
  const used = [...(text + JSON.stringify(contactPoints)).matchAll(/template \\?"([^"\\]+)/g)].map(([, name]) => name);
  expect(defined).toEqual(expect.arrayContaining(used));
});

test.each([
  ['{{ printf "%.0f" $values.failures.Value }}', ['printf']],
  ['{{ if gt (len .Alerts) 1 }}{{ .Status | toUpper }}{{ end }}', ['gt', 'len', 'toUpper']],
  ['{{- $text := "not a call" -}} plain words {{ humanizeDuration $x }}', ['humanizeDuration']],
])('the calls in %s are found', (text, names) => {
  expect(functionsIn(text)).toEqual(names);
});
