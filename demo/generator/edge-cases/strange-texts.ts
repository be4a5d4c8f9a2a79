/** Texts that quoting, patterns and collations stumble over. All fit the columns and none ends in a space. */
export const strangeTexts = [
  `o'brien`,
  `double"quote`,
  '[square]bracket',
  '100%_wild',
  'back\\slash',
  'semi;colon--comment',
  '$__from ${pool:csv}',
  'jörg.müßig',
  'zoë.ñandú',
  '山田太郎',
  'emoji.😀.👩‍💻',
  'דוד.שלום',
  'line\nbreak\ttab',
  '<b>markup</b>&amp;',
] as const;

/** What a header may hold beyond ASCII: its column stores bytes that are read in the code page of the server. */
export const strangeHeaders = [
  `reason="It's 50% off [today]"`,
  'reason="Gerät außer Betrieb"',
  'reason="unfinished quote',
  'reason="back\\slash";;;=',
  'no attributes at all',
] as const;

/** As long as the column takes. */
export const longAgent = `Mozilla/5.0 (${'compatible; '.repeat(30)}`.slice(0, 255) + ')';
