import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headerParts, lookFirst } from './diagnostic-header.ts';

const nothing = {
  reason: null,
  statedBy: null,
  component: null,
  peer: null,
  port: null,
  winsockError: null,
  isupCause: null,
};

describe('a diagnostic header', () => {
  test('is taken apart into what it says', () => {
    const header =
      '1046;reason="Failed to connect to a federated peer server";fqdn="sip.partner.example:5061";peer-type="FederatedPartner";winsock-code="10060";winsock-info="No response";source="edge1.kranich.example"';
    expect(headerParts(header)).toEqual({
      ...nothing,
      reason: 'Failed to connect to a federated peer server',
      statedBy: 'edge1.kranich.example',
      peer: 'sip.partner.example',
      port: 5061,
      winsockError:
        '10060: WSAETIMEDOUT: the peer did not answer in time; check whether it runs, and firewalls on the way',
    });
  });

  test('of a gateway tells the cause that the telephone network gave', () => {
    const header =
      '10404; source="med1.kranich.example"; component="MediationServer"; GatewayFqdn="gw-ber-01.kranich.example"; IsupCause="34"; SipResponseCode="503"';
    expect(headerParts(header)).toEqual({
      ...nothing,
      statedBy: 'med1.kranich.example',
      component: 'MediationServer',
      peer: 'gw-ber-01.kranich.example',
      isupCause: '34: No circuit/channel available',
    });
    expect(headerParts('10404;sip-reason="Q.850;cause=17;text=busy"').isupCause).toBe('17: User busy');
    expect(headerParts('10404;IsupCause="77"').isupCause).toBe('77');
  });

  test.each([
    ['without quotes', '1010;reason=Broken trust;source=edge1;Port=5061', 'Broken trust', 'edge1', 5061],
    ['with a quote that is never closed', '1010;source="edge1";reason="Broken', 'Broken', 'edge1', null],
    [
      'with quotes inside',
      '1010;reason="He said \\"no\\"; twice";source="edge1"',
      'He said "no"; twice',
      'edge1',
      null,
    ],
    ['in other letters and with blanks', '1010; REASON = "Broken" ;Source= "edge1"', 'Broken', 'edge1', null],
    ['that says it twice', '1010;reason="";reason="First";reason="Second";source="edge1"', 'First', 'edge1', null],
  ])('%s is read all the same', (_, header, reason, statedBy, port) => {
    expect(headerParts(header)).toMatchObject({ reason, statedBy, port });
  });

  test('that says nothing leaves everything empty, whatever stands in it', () => {
    for (const header of [null, '', '1010', ';;;', '"', '=', 'reason', 'reason=', 'Port="high"']) {
      expect(headerParts(header)).toEqual(nothing);
    }
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a="\\;: -1') }), (header) => {
        expect(Object.keys(headerParts(header))).toEqual(Object.keys(nothing));
      }),
    );
  });

  test('is read in no time, however long and broken it is', () => {
    expect(headerParts(`1010;reason="${'\\'.repeat(100_000)}`).statedBy).toBeNull();
    expect(headerParts(`${'a-'.repeat(100_000)}`).reason).toBeNull();
  });
});

describe('what to look at first', () => {
  const parts = { ...nothing, peer: 'gw-ber-01', port: 5067 };

  test('is the cause of the telephone network, then the error of the connection, then what is known of the ID', () => {
    const both = { ...parts, isupCause: '34: No circuit/channel available', winsockError: '10061: refused' };
    expect(lookFirst(1010, both)).toBe(
      'The gateway or its trunk (gw-ber-01, port 5067): it gave cause 34: No circuit/channel available',
    );
    expect(lookFirst(1010, { ...both, isupCause: null })).toBe(
      'The connection to the peer (gw-ber-01, port 5067): 10061: refused',
    );
    expect(lookFirst(1003, nothing)).toMatch(/^[A-Z].*[^.]$/);
    expect(lookFirst(6_999, nothing)).toBeNull();
    expect(lookFirst(null, nothing)).toBeNull();
  });
});
