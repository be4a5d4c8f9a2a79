import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { questionExamples, type Over } from '../../../tests/support/question-examples.ts';
import { describingCdr, dialectNames } from '../../../tests/support/recording-cdr.ts';
import { filtersOf, range } from '../../../tests/support/selections.ts';

const folder = join('pkg', 'cdr', 'questions');
const files = readdirSync(folder);
const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

/** Names of the questions of a file. */
const questionsIn = (file: string) =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/^ +name: (.*),$/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/'([a-z]\w*)'/g)].map(([, name = '']) => name),
  );

test('every question has an example, and its file a test beside it', () => {
  const named = sources.flatMap(questionsIn);
  expect(named.length).toBeGreaterThan(15);
  expect([...new Set(questionExamples.map(({ question }) => question))].sort()).toEqual(named.sort());
  const untested = sources.filter(
    (file) => questionsIn(file).length > 0 && !files.includes(file.replace('.ts', '.test.ts')),
  );
  expect(untested).toEqual([]);
});

const ofSessions = ['pools', 'categories', 'diagnosticIds', 'responseCodes', 'users', 'userAgents'] as const;
const ofReports = ['requestTypes', 'sources', 'applications', 'telemetryId'] as const;
const overs: readonly Over[] = [
  { range, binMinutes: 60 },
  { range, binMinutes: 15, filters: filtersOf(...ofSessions, ...ofReports, 'modalities', 'conferenceTypes') },
  { range, binMinutes: 30, filters: filtersOf(...ofSessions, 'fromUsers', 'toUsers', 'conferenceUris') },
  { range, binMinutes: 30, filters: filtersOf('sessionIdTime', 'sessionIdSeq', 'errorTime', 'errorReportSeq') },
];

/** What statements may say without quotes: keywords, types and functions, in T-SQL those of SQL Server 2008 R2. */
const common = `select distinct from where and or not in is null as on left inner join union all group by order asc desc
  case when then else end exists over partition row_number count sum min max coalesce cast collate
  like escape datetime uniqueidentifier int bit nvarchar`;
const words = {
  'T-SQL': `${common} top datediff minute lower rtrim substring left right len charindex patindex latin1_general_bin2`,
  SQLite: `${common} limit name_key address_key nocase binary instr nullif substr replace lower rtrim`,
} as const;

/** Texts that are no values: a kind, the epoch, what escapes in a pattern, and what addresses are written with or without. */
const ours = new Set([
  ...['', 'focus', '19700101', '\\'],
  ...['@', ';', '?', '%[;>?]%'],
  ...['sip:', 'sips:', 'tel:', '<', '>', '<sip:', '<sips:', '<tel:', ';user=phone', ';user=phone>'],
]);

describe.each(dialectNames)('statements in %s', (name) => {
  const allowed = new Set(words[name].split(/\s+/));
  const cdr = describingCdr(name);

  test.each(questionExamples.map((example) => [example.title, example] as const))(
    '%s: identifiers in quotes, values as parameters, words that every server of the dialect knows',
    (_, example) => {
      for (const over of overs) {
        const query = example.describe(cdr, over);
        const text = query ? cdr.compile(query).sql : '';
        const strings = [...text.matchAll(/'([^']*)'/g)].map(([, value]) => value);
        const rest = text.replace(/'[^']*'|"[^"]*"|@\d+/g, ' ').toLowerCase();
        const unknown = [...rest.matchAll(/[a-z_]\w*/g)].map(([word]) => word).filter((word) => !allowed.has(word));
        expect(unknown).toEqual([]);
        // Before SQL Server 2012 a window has an order for numbering alone, not for sums and counts.
        const windows = [...rest.matchAll(/(\w+)\s*\([^()]*\)\s*over\s*\(([^)]*)/g)];
        expect(windows.filter(([, of, over = '']) => of !== 'row_number' && over.includes('order by'))).toEqual([]);
        expect(strings.filter((value) => !ours.has(value ?? ''))).toEqual([]);
      }
    },
  );
});
