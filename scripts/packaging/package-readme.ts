import { marked, type Token } from 'marked';

/**
 * The README for a package. Grafana shows it away from the repository, where its relative links lead nowhere: they become
 * links to `homepage`, or plain text while the repository has no address. Pictures without an address are left out.
 */
export function packageReadme(markdown: string, homepage?: string): string {
  let from = 0;
  let text = '';
  for (const { raw, with: replacement } of replacements(marked.lexer(markdown), homepage)) {
    const at = markdown.indexOf(raw, from);
    if (at >= 0) {
      text += markdown.slice(from, at) + replacement;
      from = at + raw.length;
    }
  }
  return (text + markdown.slice(from)).replace(/\n{3,}/g, '\n\n');
}

interface Replacement {
  readonly raw: string;
  readonly with: string;
}

/** Links and pictures to replace, in the order of the text. */
function replacements(tokens: readonly Token[], homepage: string | undefined): Replacement[] {
  return tokens.flatMap((token) => {
    if ((token.type === 'link' || token.type === 'image') && isRelative(String(token.href))) {
      return [{ raw: token.raw, with: replacement(token, homepage) }];
    }
    return children(token).flatMap((inner) => replacements(inner, homepage));
  });
}

function isRelative(href: string): boolean {
  return !/^([a-z][a-z\d+.-]*:|#|\/\/)/i.test(href);
}

function replacement(token: Token & { href?: string; text?: string }, homepage: string | undefined): string {
  const { type, href = '', text = '' } = token;
  if (homepage === undefined) {
    return type === 'image' ? '' : text;
  }
  return `${type === 'image' ? '!' : ''}[${text}](${new URL(href, homepage).href})`;
}

/** Tokens inside of a token: of its text, of a list's items, of a table's cells. */
function children(token: Token): Token[][] {
  if (token.type === 'table') {
    const { header, rows } = token as Token & { header: Cell[]; rows: Cell[][] };
    return [...header, ...rows.flat()].map((cell) => cell.tokens);
  }
  if (token.type === 'list') {
    return (token as Token & { items: Cell[] }).items.map((item) => item.tokens);
  }
  return 'tokens' in token && token.tokens ? [token.tokens] : [];
}

interface Cell {
  readonly tokens: Token[];
}
