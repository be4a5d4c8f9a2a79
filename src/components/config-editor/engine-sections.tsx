import React from 'react';
import type { Connection as Settings } from '../../../contract/settings.ts';
import { ArchiveFile } from './archive-file.tsx';
import { ClickHouseTls } from './click-house-tls.tsx';
import { ClickHouse } from './click-house.tsx';
import { ConnectionOptions } from './connection-options.tsx';
import { Connection } from './connection.tsx';
import type { Form } from './form.ts';
import { Tls } from './tls.tsx';

/** The sections of each engine. Demo data needs no connection. */
const sections: Readonly<Record<Settings['engine'], readonly React.ComponentType<{ readonly form: Form }>[]>> = {
  sqlserver: [Connection, Tls, ConnectionOptions],
  archiveFile: [ArchiveFile],
  clickhouse: [ClickHouse, ClickHouseTls],
  embedded: [],
};

/** What the engine of the data source wants to know. */
export function EngineSections({ form }: { readonly form: Form }) {
  const engine = form.value('engine') ?? 'sqlserver';
  return (
    <>
      {sections[engine].map((Section, index) => (
        <Section key={`${engine} ${index}`} form={form} />
      ))}
    </>
  );
}
