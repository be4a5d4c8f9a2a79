/** Whether a name says that a browser does not know its own zone: no zone was asked for then. */
export function isUnknownZone(timeZone: string): boolean {
  return timeZone.toLowerCase() === 'etc/unknown';
}

/** Whether this is the name of a zone: an IANA name, such as Europe/Berlin. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}
