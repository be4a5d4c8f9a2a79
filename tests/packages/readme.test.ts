import { describe, expect, test } from '@jest/globals';
import { packageReadme } from '../../scripts/packaging/package-readme.ts';

describe('without an address of the repository', () => {
  test.each([
    ['a relative link becomes its text', 'See [all settings](docs/a.md).', 'See all settings.'],
    ['a relative picture goes', 'Before\n\n![home](img/home.png)\n\nAfter', 'Before\n\nAfter'],
    ['other links stay', '[a](https://example.com/) [b](#b) <https://c.example>', undefined],
    ['in lists', '- one [a](a.md)\n- two', '- one a\n- two'],
    ['in tables', '| a | b |\n| - | - |\n| [x](x.md) | [y](y.md) |', '| a | b |\n| - | - |\n| x | y |'],
    ['in quotes', '> see [CHANGELOG](CHANGELOG.md)', '> see CHANGELOG'],
    ['code stays as it is', '`[a](b.md)` and\n\n```md\n[a](b.md)\n```\n', undefined],
    ['links of the same text', '[a](a.md) `[a](a.md)` [a](https://a.example)', 'a `[a](a.md)` [a](https://a.example)'],
  ])('%s', (_case, markdown, expected = markdown) => {
    expect(packageReadme(markdown)).toBe(expected);
  });
});

test('with an address, relative links and pictures lead there', () => {
  const markdown = '![home](img/home.png) [settings](docs/a.md#b) [c](https://c.example)';
  expect(packageReadme(markdown, 'https://git.example.com/plugin/')).toBe(
    '![home](https://git.example.com/plugin/img/home.png) [settings](https://git.example.com/plugin/docs/a.md#b) [c](https://c.example)',
  );
});
