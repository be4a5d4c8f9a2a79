/** Schemes that addresses are written with or without. */
export const schemes = ['sip:', 'sips:', 'tel:'] as const;
/** What a SIP URI says where its user is a telephone number (RFC 3261, section 19.1.6): nothing about who that is. */
export const phoneParameter = ';user=phone';

/** Whether a text has letters of ASCII alone. */
export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** A letter beyond ASCII in lower case. One whose lower case is several letters, or a letter of ASCII, stays: no database folds it so. */
function lowerLetter(letter: string): string {
  const lower = letter.toLowerCase();
  return [...lower].length === 1 && !isAscii(lower) ? lower : letter;
}

/** A text in lower case, letter by letter: the same in every locale and wherever the letter stands. */
export function lowerCase(text: string): string {
  return isAscii(text)
    ? text.toLowerCase()
    : Array.from(text, (letter) => (isAscii(letter) ? letter.toLowerCase() : lowerLetter(letter))).join('');
}

/** What names have in common that are the same one: their letters without case, no blanks at the end. */
export const nameKey = (text: string): string => lowerCase(text.endsWith(' ') ? text.replace(/ +$/, '') : text);

/**
 * What addresses have in common that are the same one: as `nameKey`, without angle brackets around it, without scheme and without
 * `;user=phone`. All other parameters tell addresses apart, such as those of conferences.
 */
export function addressKey(text: string): string {
  const key = nameKey(text);
  const bare = key.startsWith('<') && key.endsWith('>') ? key.slice(1, -1) : key;
  const address = withoutScheme(bare);
  return address.endsWith(phoneParameter) ? address.slice(0, -phoneParameter.length) : address;
}

function withoutScheme(text: string): string {
  const scheme = schemes.find((one) => text.startsWith(one));
  return scheme === undefined ? text : text.slice(scheme.length);
}

/** All that an address may be written as, case and blanks at the end apart: a number may be a phone's, and one with a domain no `tel:`. */
export function spellingsOf(key: string): string[] {
  const parameters = /^[+\d]/.test(key) ? ['', phoneParameter] : [''];
  return ['', ...schemes]
    .filter((scheme) => scheme !== 'tel:' || !key.includes('@'))
    .flatMap((scheme) => parameters.map((parameter) => scheme + key + parameter))
    .flatMap((uri) => [uri, `<${uri}>`])
    .filter((spelling) => addressKey(spelling) === key);
}

/** What the addresses of a prefix begin with, as `addressKey` has them. */
export const prefixKey = (prefix: string): string => withoutScheme(lowerCase(prefix).replace(/^</, ''));

/**
 * What an address that begins so may be written with at its beginning; undefined where that does not tell them from others, as
 * with the beginning of a scheme.
 */
export function prefixSpellings(prefix: string): string[] | undefined {
  const ambiguous = prefix.includes(';') || ['<', ...schemes].some((mark) => mark.startsWith(prefix));
  return ambiguous ? undefined : ['', ...schemes].flatMap((scheme) => [scheme + prefix, `<${scheme}${prefix}`]);
}

/** The domain of an address in lower case: what comes behind its first @, up to a parameter or bracket. Null where there is none. */
export function domainOf(address: string): string | null {
  const at = address.indexOf('@');
  return at < 0 ? null : domainOfHost(address.slice(at + 1));
}

/** The domain of what comes behind the @ of an address. */
export function domainOfHost(host: string): string {
  const [domain = ''] = /^[^;>?]*/.exec(host) ?? [];
  return lowerAscii(domain.endsWith(' ') ? domain.replace(/ +$/, '') : domain);
}

const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
