const secretKey =
  /pass(word|wd|phrase)|^pwd$|secret|token|authorization|cookie|credential|connection_?string|(api|private|access)[-_]?key/i;

/** How deep a logged value is followed. */
const maxDepth = 6;

/**
 * Turns any value into one that `JSON.stringify` takes and a log may hold: bigints, functions and symbols as text,
 * errors with stack and cause, circular references named, values under keys that look secret replaced.
 *
 * @param text applied to every string, for example to shorten it
 */
export function plainValue(value: unknown, text: (value: string) => string = String): unknown {
  const path = new Set<object>();

  const visit = (current: unknown): unknown => {
    if (typeof current === 'string') {
      return text(current);
    }
    if (current === null || current === undefined || typeof current === 'boolean') {
      return current;
    }
    if (typeof current === 'number') {
      return Number.isFinite(current) ? current : String(current);
    }
    if (typeof current !== 'object') {
      return text(String(current));
    }
    if (path.has(current)) {
      return '[circular]';
    }
    if (path.size >= maxDepth) {
      return '[deep]';
    }
    path.add(current);
    try {
      return visitObject(current);
    } catch {
      return '[unreadable]';
    } finally {
      path.delete(current);
    }
  };

  const visitObject = (current: object): unknown => {
    if (current instanceof Error) {
      const { name, message, stack, cause } = current;
      return visitEntries([...Object.entries(current), ...Object.entries({ name, message, stack, cause })]);
    }
    if (current instanceof Date) {
      return String(current.valueOf()) === 'NaN' ? 'Invalid Date' : current.toISOString();
    }
    if (ArrayBuffer.isView(current)) {
      return `[${current.byteLength} bytes]`;
    }
    if (current instanceof Map) {
      return visitEntries([...current].map(([key, item]) => [String(key), item]));
    }
    if (Array.isArray(current) || current instanceof Set) {
      return [...current].map(visit);
    }
    return visitEntries(Object.entries(current));
  };

  const visitEntries = (entries: [string, unknown][]): Record<string, unknown> =>
    Object.fromEntries(entries.map(([key, item]) => [key, secretKey.test(key) ? '[redacted]' : visit(item)]));

  return visit(value);
}
