/** Keys for the detail dashboards, as variables of an address: without one they have nothing to ask for. */
export const keysOfDetails = {
  'var-sessionIdTime': '2026-03-02T10:00:00.000Z',
  'var-sessionIdSeq': '1',
  'var-errorTime': '2026-03-02T10:00:00.000Z',
  'var-errorReportSeq': '1',
  'var-conferenceUri': 'sip:ann@example.com;gruu;opaque=app:conf:focus:id:1',
  'var-fromUser': 'sip:ann@example.com',
  'var-toUser': 'sip:bob@example.com',
};
