import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { TextField } from './fields.tsx';
import type { Form } from './form.ts';

/** Where the file is that an archiver fills. */
export function ArchiveFile({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Archive">
      <TextField
        form={form}
        name="archivePath"
        label={selectors.configEditor.archivePath}
        description="Whole path of the file, as the machine of the Grafana server sees it. The plugin only reads it."
        placeholder="/var/lib/calldiagnostics/archive.db"
        required
      />
    </ConfigSection>
  );
}
