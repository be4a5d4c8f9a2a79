import { describe, expect, test } from '@jest/globals';
import { diagnosticsBelow5000 } from './diagnostics-0-4999.ts';
import { diagnosticsFrom5000 } from './diagnostics-5000-up.ts';
import {
  componentRanges,
  diagnosticHint,
  diagnosticKind,
  diagnosticText,
  diagnosticTexts,
  type DiagnosticKind,
} from './diagnostics.ts';
import { responseText, sipPhrases } from './sip-responses.ts';

/** Texts that break the house style: capitalized, trimmed, no full stop, not longer than `limit`. */
const badlyWritten = (texts: readonly string[], limit: number): string[] =>
  texts.filter((text) => !/^[A-Z].*[^\s.]$/.test(text) || text.length > limit);

const isId = (id: number): boolean => Number.isSafeInteger(id) && id >= 0;

describe('SIP responses', () => {
  const codes = Object.keys(sipPhrases).map(Number);

  test('have codes of the six classes and well-formed phrases', () => {
    expect(codes.filter((code) => !Number.isInteger(code) || code < 100 || code > 699)).toEqual([]);
    expect(badlyWritten(Object.values(sipPhrases), 60)).toEqual([]);
  });

  test.each([
    [100, 'Trying'],
    [200, 'OK'],
    [302, 'Moved Temporarily'],
    [487, 'Request Terminated'],
    [504, 'Server Time-out'],
    [603, 'Decline'],
  ])('%i is %s', (code, phrase) => {
    expect(responseText(code)).toBe(phrase);
  });

  test.each([null, 0, 299, 700, -1, 200.5, Number.NaN])('%p has no phrase', (code) => {
    expect(responseText(code)).toBeNull();
  });
});

describe('diagnostic texts', () => {
  const entries = Object.entries(diagnosticTexts).map(([id, text]) => ({ id: Number(id), ...text }));

  test('cover every published ID once, in the file of its range', () => {
    const below = Object.keys(diagnosticsBelow5000).map(Number);
    const above = Object.keys(diagnosticsFrom5000).map(Number);
    expect(entries).toHaveLength(171);
    expect(below.length + above.length).toBe(entries.length);
    expect([...below, ...above].filter((id) => !isId(id))).toEqual([]);
    expect(below.filter((id) => id >= 5000)).toEqual([]);
    expect(above.filter((id) => id < 5000)).toEqual([]);
  });

  test('are short, capitalized and without a full stop', () => {
    const hints = entries.flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
    expect(
      badlyWritten(
        entries.map(({ meaning }) => meaning),
        90,
      ),
    ).toEqual([]);
    expect(badlyWritten(hints, 120)).toEqual([]);
  });

  test('tell one ID from another', () => {
    const meanings = entries.map(({ meaning }) => meaning).filter((meaning) => !meaning.startsWith('Seen in'));
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  test('say what kind each ID is, and where it is documented', () => {
    const of = (kind: DiagnosticKind) => entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
    expect(of('ended')).toEqual([4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107]);
    expect(of('informs')).toEqual([
      2139, 5011, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017,
    ]);
    expect(of('unknown')).toEqual([1033, 2412, 13008, 52116]);
    expect(of('failure')).toHaveLength(171 - 9 - 13 - 4);
    expect(entries.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  test.each<[number, DiagnosticKind]>([
    [22, 'failure'],
    [25, 'failure'],
    [26, 'unknown'],
    [51004, 'ended'],
    [51007, 'informs'],
    [59999, 'unknown'],
    [60000, 'informs'],
    [60999, 'informs'],
    [61000, 'ended'],
    [61999, 'ended'],
    [62000, 'failure'],
    [62999, 'failure'],
    [63000, 'unknown'],
    [-1, 'unknown'],
  ])('the kind of %i is %s', (id, kind) => {
    expect(diagnosticKind(id)).toBe(kind);
  });

  test('give meaning and hint of a known ID', () => {
    expect(diagnosticText(0)).toBe('The server hit an internal fault');
    expect(diagnosticText(1010)).toContain('certificate');
    expect(diagnosticHint(12000)).toContain('trunk capacity');
    expect(diagnosticHint(7025)).toContain('A/V MCU');
    expect(diagnosticText(52116)).toContain('meaning not published');
    expect(diagnosticHint(13004)).toBeNull();
    expect(diagnosticText(62001)).toContain('An application');
    expect(diagnosticHint(62001)).toContain('log of the application');
  });

  test.each([
    [21, 'Common: meaning not published'],
    [1999, 'SIP stack: meaning not published'],
    [10999, 'Mediation Server: meaning not published'],
    [26, 'Common: meaning not published'],
    [50000, 'Client: meaning not published'],
    [63000, 'Client: meaning not published'],
    [90500, 'Public IM connectivity: meaning not published'],
    [1_000_000, 'Client: meaning not published'],
    [18000, 'Meaning not published'],
    [-1, 'Meaning not published'],
  ])('fall back to the component for the unknown ID %i', (id, text) => {
    expect(diagnosticText(id)).toBe(text);
    expect(diagnosticHint(id)).toBeNull();
  });

  test('have nothing to say without an ID', () => {
    expect(diagnosticText(null)).toBeNull();
    expect(diagnosticHint(null)).toBeNull();
  });
});

describe('component ranges', () => {
  test('are made of integers, ascend and do not overlap', () => {
    let last = -1;
    for (const { from, to } of componentRanges) {
      expect(isId(from) && isId(to)).toBe(true);
      expect(from).toBeGreaterThan(last);
      expect(to).toBeGreaterThanOrEqual(from);
      last = to;
    }
  });

  test('have capitalized component names', () => {
    expect(
      badlyWritten(
        componentRanges.map(({ component }) => component),
        40,
      ),
    ).toEqual([]);
  });
});
