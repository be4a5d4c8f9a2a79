import { generateCdr } from '../../../demo/generator/generate.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';

/** Demo data that does not move on, with rows that break naive reports. */
export const demo = {
  seed: 11,
  end: Date.UTC(2026, 10, 12, 9, 30),
  days: 3,
  sessionsPerDay: 100,
  edgeCases: true,
} as const;

/** What every personal value of the marked rows has in it, whatever becomes of its case. */
export const marker = /zqx|555777\d|10\.77\.66\.|0004f2aa/i;

/** Instant at which an error report makes the database fail. */
export const failing = Date.UTC(2020, 0, 1);

/** What the database says then: texts of databases quote values. */
export const databaseError =
  "Conversion failed when converting the nvarchar value 'sip:zqxuser1@zqxdomain.example' to int.";

/** Numbers of the values, in the order in which they first come. */
function numbered(name: (index: number, text: string) => string): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text.toLowerCase()) ?? name(names.size, text);
    names.set(text.toLowerCase(), known);
    return known;
  };
}

const userName = numbered((index) => `zqxuser${index}@zqxdomain${index % 3}.example`);
const phoneName = numbered((index) => `+49555777${index}`);
const conferenceName = numbered(
  (index) => `sip:zqxorg${index}@zqxdomain.example;gruu;opaque=app:conf:focus:id:ZQX${index}`,
);
const mcuName = numbered(
  (index) => `sip:zqxorg${index}@zqxdomain.example;gruu;opaque=app:conf:audio-video:id:ZQX${index}`,
);
const dialogName = numbered((index) => `zqxdialog${index};from-tag=zqx;to-tag=1`);
const isPhone = (text: string) => /^(<)?(tel:)?\+?\d[\d-]*/.test(text) && !text.includes('@');

const address = (text: string) => (isPhone(text) ? phoneName(text) : `sip:${userName(text)}`);

/** Every seventh client has the hardware address of its device and its user in its name. */
const agent = (text: string, index: number) =>
  index % 7 === 0 ? `PolycomVVX-VVX_500-UA/5.4.0.10182_0004f2aa${String(index % 90).padStart(2, '0')}dd` : text;

const header = (text: string, index: number) =>
  `${text};reason="Zqxname Zqxfamily rang +49555777${index}";source="zqxpc${index}.zqxdomain.example";from="sip:zqxuser1@zqxdomain.example";LocalSite=10.77.66.${index % 250}:5062;component="Zqxapp";appName="zqx";Gateway="zqxpc.zqxdomain.example"`;

type Change = (text: string, index: number) => string;

/** Which columns of any view are personal, and their markers. Written by hand, after the descriptions of the views. */
const changes: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    ['FromUri', 'ToUri', 'TargetUri', 'OnBehalfOfUri', 'ReferredByUri', 'UserUri', 'OrganizerUri'].map((name) => [
      name,
      address,
    ]),
  ),
  ...{ FromPhone: phoneName, ToPhone: phoneName, DisconnectedByPhone: phoneName, DisconnectedByUri: address },
  ...{ ConferenceUri: conferenceName, McuConferenceUri: mcuName, McuUri: mcuName, DialogId: dialogName },
  ...{ FromClientVersion: agent, ToClientVersion: agent, UserClientVersion: agent, ClientVersion: agent },
  MsDiagHeader: header,
};

const mark = <Row extends object>(row: Row, index: number): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const change = changes[name];
      return [name, change && typeof value === 'string' && value !== '' ? change(value, index) : value];
    }),
  ) as Row;

/** Demo data whose every personal value is a marker. */
export function markedRows(): CdrRows {
  const rows = generateCdr(demo);
  return Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [name, (list as object[]).map(mark)]),
  ) as unknown as CdrRows;
}
