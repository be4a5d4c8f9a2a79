import { describe, expect, test } from '@jest/globals';
import { archivedViews } from '../pkg/cdr/schema/archive.ts';
import { digestOf, Forgetting, isForgettable, newPseudonym } from './forgotten.ts';
import { personalColumns } from './personal-columns.ts';

const forgetting = new Forgetting(
  new Map([
    [digestOf('sip:Alice@Contoso.com'), 'forgotten-a'],
    [digestOf('+493012345'), 'forgotten-n'],
    [digestOf('jörg@contoso.com'), 'forgotten-j'],
  ]),
);

describe('whoever is forgotten has a pseudonym', () => {
  test.each([
    ['sip:alice@contoso.com', 'sip:forgotten-a@forgotten.invalid'],
    ['alice@contoso.com', 'forgotten-a@forgotten.invalid'],
    ['<SIP:ALICE@contoso.com>', '<SIP:forgotten-a@forgotten.invalid>'],
    [
      'sip:alice@contoso.com;gruu;opaque=app:conf:focus:id:X1',
      'sip:forgotten-a@forgotten.invalid;gruu;opaque=app:conf:focus:id:X1',
    ],
    ['51004;reason="Called alice@contoso.com."', '51004;reason="Called forgotten-a@forgotten.invalid."'],
    ['SIP:JÖRG@contoso.com', 'SIP:forgotten-j@forgotten.invalid'],
    ['+493012345', 'forgotten-n'],
    ['tel:+493012345', 'tel:forgotten-n'],
    ['sip:+493012345@contoso.com;user=phone', 'sip:forgotten-n@forgotten.invalid;user=phone'],
  ])('%s', (text, kept) => {
    expect(forgetting.text(text)).toBe(kept);
  });

  test.each([
    'sip:malice@contoso.com',
    'alice@contoso.com.example',
    'alice',
    '+4930123456',
    'fe1.contoso.com',
    '51004',
    '',
  ])('and nobody else: %s', (text) => {
    expect(forgetting.text(text)).toBe(text);
  });
});

test('a row that names nobody is the same object', () => {
  const [view] = archivedViews;
  const row = { FromUri: 'sip:bob@contoso.com', Pool: 'alice@contoso.com', ToUri: null, ResponseCode: 1 };
  expect(view && forgetting.row(view, row)).toBe(row);
  expect(view && forgetting.row(view, { ...row, ToUri: 'alice@contoso.com' })).toEqual({
    ...row,
    ToUri: 'forgotten-a@forgotten.invalid',
  });
});

test('an address or a telephone number can be forgotten, and nothing shorter', () => {
  expect(
    ['alice@contoso.com', 'sip:a@b.example', '+493012345', 'tel:+493012345', '<sip:a@b.example>'].filter(
      (one) => !isForgettable(one),
    ),
  ).toEqual([]);
  expect(['alice', '', '@', 'contoso.com', 'a b@contoso.com', '1234', '%@%'].filter(isForgettable)).toEqual([]);
});

test('pseudonyms are made by chance', () => {
  expect(newPseudonym()).toMatch(/^forgotten-[0-9a-f]{10}$/);
  expect(newPseudonym()).not.toBe(newPseudonym());
});

/** What the reports say is an address, an agent, an identifier or a text (contract/reports), by the columns that they read it from. */
test('columns of which the reports say that they may name a person are looked at', () => {
  const columns = Object.fromEntries(archivedViews.map((view) => [view.name, personalColumns(view)]));
  expect(columns).toEqual({
    SessionDetailsView: [
      ...['FromUri', 'ToUri', 'TargetUri', 'OnBehalfOfUri', 'ReferredByUri', 'FromClientVersion', 'ToClientVersion'],
      'DialogId',
    ],
    VoipDetailsView: ['FromPhone', 'ToPhone', 'DisconnectedByUri', 'DisconnectedByPhone'],
    ConferenceSessionDetailsView: [
      ...['ConferenceUri', 'McuConferenceUri', 'UserUri', 'UserClientVersion', 'ConferenceClientVersion', 'DialogId'],
    ],
    ConferencesView: ['ConferenceUri', 'OrganizerUri'],
    FocusJoinsAndLeavesView: ['UserUri', 'UserClientVersion'],
    McuJoinsAndLeavesView: ['McuUri', 'UserUri', 'UserClientVersion'],
    ErrorReportView: ['FromUri', 'ToUri', 'ConferenceUri', 'DialogId', 'ClientVersion', 'MsDiagHeader'],
    ProgressReportView: ['MsDiagHeader'],
    Pools: [],
    EdgeServers: [],
    Gateways: [],
    ClientVersions: ['Version'],
  });
});
