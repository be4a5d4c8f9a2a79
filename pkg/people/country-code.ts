/** Country codes of two digits; 1 and 7 have one, all others three. Source: ITU-T E.164, list of assigned country codes. */
const twoDigits = new Set(
  [
    ...[20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58],
    ...[60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98],
  ].map(String),
);

/** The country code of a number that begins with `+`, such as `+49`; undefined for any other. */
export function countryCode(number: string): string | undefined {
  const digits = /^\+(\d{7,})/.exec(number.replace(/[\s().-]/g, ''))?.[1];
  if (digits === undefined) {
    return undefined;
  }
  const length = /^[17]/.test(digits) ? 1 : twoDigits.has(digits.slice(0, 2)) ? 2 : 3;
  return `+${digits.slice(0, length)}`;
}
