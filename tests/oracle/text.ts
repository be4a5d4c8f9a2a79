/** Folds a name: names are the same without regard to case and to blanks at their end. */
export function fold(name: string): string {
  return name.toLowerCase().trimEnd();
}

/** Folds an address: as a name, whatever its scheme, with angle brackets around it or not, said to be a telephone's or not. */
export function foldAddress(address: string): string {
  const [, inBrackets] = /^<(.*)>$/s.exec(fold(address)) ?? [];
  return (inBrackets ?? fold(address)).replace(/^(sip|sips|tel):/, '').replace(/;user=phone$/, '');
}

/** Orders text by code point; null comes last. */
export function compareText(a: string | null, b: string | null): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return left.length - right.length;
}

/** Orders numbers ascending; null comes last. */
export function compareNumber(a: number | null, b: number | null): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return a - b;
}

/** Rows of the same key in the order of their stores. */
export const byStore = (a: { readonly Store?: string }, b: { readonly Store?: string }): number =>
  compareText(a.Store ?? null, b.Store ?? null);
