import type { Frame } from './frame.ts';

/** Bytes that a frame takes beside its fields, a field beside its values, a value, and a text beside its characters. */
const bytesOf = { frame: 500, field: 300, value: 8, text: 24 };

/** Bytes that frames take in memory, about. */
export function bytesOfFrames(frames: readonly Frame[]): number {
  let bytes = 0;
  for (const { fields } of frames) {
    bytes += bytesOf.frame;
    for (const { type, values } of fields) {
      bytes += bytesOf.field + bytesOf.value * values.length;
      if (type === 'string') {
        for (const value of values) {
          bytes += value === null ? 0 : bytesOf.text + 2 * value.length;
        }
      } else if (type === 'json') {
        bytes += 2 * JSON.stringify(values).length;
      }
    }
  }
  return bytes;
}
