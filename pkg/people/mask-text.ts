import { winsockErrors } from '../../contract/texts/winsock-errors.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { isOurWord, numericAttributes } from './vocabulary.ts';

/** What stands where something was left out. */
export const leftOut = '…';

/** Ends before the mark that ends a sentence. */
const address = String.raw`(?:sips?:|tel:)?[^\s"'<>;,=()[\]{}|]+@[^\s"'<>;,=()[\]{}|]*[^\s"'<>;,=()[\]{}|.:!?/]`;
// Versions of clients look like IP addresses, but for the slash before them.
const ipAddress = String.raw`(?<![\w.]|\w/)\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])`;
const macAddress = String.raw`(?<![0-9a-f])(?:[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2})(?![0-9a-f])`;
const number = String.raw`(?:tel:)?\+\d[\d().-]{4,}\d|(?<![\w.+-])\d{7,}(?![\w.])`;

const isIpAddress = new RegExp(`^(?:${ipAddress})$`, 'i');
const isAddress = new RegExp(`^${address}$`, 'i');
const isNumber = /^(?:tel:)?\+?\d[\d().-]{4,}\d$/;
const isHost = /^(?=.*[a-z])[\w-]+(?:\.[\w-]+)+(?::\d+)?$|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/i;

const recognisable = new RegExp(`${address}|${ipAddress}|${macAddress}|${number}`, 'giu');
const recognised = new RegExp(recognisable.source, 'iu');

/** Whether there is an address, an IP or hardware address or a telephone number in the text. */
export const looksPersonal = (text: string): boolean => recognised.test(text);

/** A text of our own with what looks like a person or a device left out: names in plain words it cannot tell. */
export function maskRecognisable(text: string, pseudonyms: Pseudonyms): string {
  return text.replace(recognisable, (found) =>
    isAddress.test(found) || (isNumber.test(found) && !isIpAddress.test(found)) ? pseudonyms.ofAddress(found) : leftOut,
  );
}

/** Words with what belongs to them, and single marks. */
const token = new RegExp(`${address}|[\\p{L}\\p{N}_+][\\p{L}\\p{N}_+.:'/@*%#~&!?\\\\-]*|\\S`, 'giu');

/** Around a computer in a text that is remembered: whether it is known to be a server hangs on the answer. */
const mark = '\0';

/**
 * A text in the words of whoever wrote it, reduced to what is known to name nobody: words of our own texts, the numbers of codes and
 * ports, and computers that are known to be servers. What can be told to be an address has its pseudonym, all else is left out.
 * @param showHost what is shown of a computer
 */
export function maskWords(text: string, pseudonyms: Pseudonyms, showHost: (host: string) => string): string {
  const reduced = pseudonyms.remembered('text', text, () => reduce(text, pseudonyms));
  if (!reduced.includes(mark)) {
    return reduced;
  }
  return reduced
    .split(mark)
    .map((part, index) => (index % 2 === 1 ? showHost(part) : part))
    .join('');
}

/** The text with its computers between marks, and all else masked. */
function reduce(text: string, pseudonyms: Pseudonyms): string {
  let [before, isFirst] = ['', true];
  const masked = text.replaceAll(mark, ' ').replace(token, (found) => {
    if (!/[\p{L}\p{N}]/u.test(found)) {
      return found;
    }
    const word = found.replace(/[.:'/!?-]+$/, '');
    const shown = maskWord(word, pseudonyms, isFirst || numericAttributes.includes(before));
    [before, isFirst] = [word.toLowerCase(), false];
    return shown + found.slice(word.length);
  });
  return masked.replace(/…(?:\s+…)+/g, leftOut);
}

/** @param mayBeCode at the beginning of the text, or behind the name of an attribute that is a number */
function maskWord(word: string, pseudonyms: Pseudonyms, mayBeCode: boolean): string {
  if (isOurWord(word) || (mayBeCode && /^-?\d{1,6}$/.test(word)) || word in winsockErrors) {
    return word;
  }
  if (isAddress.test(word)) {
    return pseudonyms.ofAddress(word);
  }
  if (isHost.test(word)) {
    const [host = '', port] = word.split(':');
    return `${mark}${host}${mark}${port === undefined ? '' : `:${port}`}`;
  }
  return isNumber.test(word) ? pseudonyms.ofAddress(word) : leftOut;
}
