import { Button, Drawer, InteractiveTable } from '@grafana/ui';
import React, { useState } from 'react';
import type { Unsupported } from '../dashboard/unsupported.ts';

const columns = [
  { id: 'where', header: 'Where' },
  { id: 'what', header: 'What' },
];

/** Says how much of a dashboard the preview leaves out, and lists it on request. Nothing when it shows all. */
export function UnsupportedNote({ items }: { items: readonly Unsupported[] }) {
  const [open, setOpen] = useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        icon="exclamation-triangle"
        onClick={() => {
          setOpen(true);
        }}
      >
        {items.length} not supported here
      </Button>
      {open && (
        <Drawer
          title="Not supported here"
          subtitle="The dashboard asks for this; Grafana shows it, the preview does not."
          onClose={() => {
            setOpen(false);
          }}
        >
          <InteractiveTable columns={columns} data={[...items]} getRowId={({ where, what }) => `${where} ${what}`} />
        </Drawer>
      )}
    </>
  );
}
