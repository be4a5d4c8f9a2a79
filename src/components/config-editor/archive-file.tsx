import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { TextField } from './fields.tsx';
import type { Form } from './form.ts';

/** Where the file of an archive is. */
export function ArchiveFile({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Connection">
      <TextField
        form={form}
        name="archivePath"
        label={selectors.configEditor.archivePath}
        description="Whole path of the file that the archiver writes, on the machine of Grafana."
        placeholder="/var/lib/call-diagnostics/archive.db"
        required
      />
    </ConfigSection>
  );
}
