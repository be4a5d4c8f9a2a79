/** UTF-8 of many strings in one buffer; string `i` lies between `offsets[i]` and `offsets[i + 1]`. */
export interface TextBuffer {
  readonly data: Uint8Array;
  readonly offsets: Int32Array;
}

/**
 * Encodes a column of strings; null takes no bytes, a lone surrogate becomes U+FFFD.
 *
 * All strings are joined and encoded in one go, for a call per string would take most of the time a frame takes. As
 * long as every character is one byte the string lengths are the offsets; otherwise each length is counted.
 */
export function textBuffer(values: readonly (string | null)[]): TextBuffer {
  const offsets = offsetsBy(values, (value) => value.length);
  const data = Buffer.from(values.join(''), 'utf8');
  if (data.length === offsets[values.length]) {
    return { data, offsets };
  }
  const counted = offsetsBy(values, (value) => Buffer.byteLength(value, 'utf8'));
  if (data.length === counted[values.length]) {
    return { data, offsets: counted };
  }
  // Two neighbours brought half a surrogate pair each, which joining has made whole: keep them apart.
  return { data: Buffer.concat(values.map((value) => Buffer.from(value ?? '', 'utf8'))), offsets: counted };
}

function offsetsBy(values: readonly (string | null)[], length: (value: string) => number): Int32Array {
  const offsets = new Int32Array(values.length + 1);
  let total = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    total += value ? length(value) : 0;
    offsets[index + 1] = total;
  }
  return offsets;
}
