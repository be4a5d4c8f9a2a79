import { Button, Toggletip } from '@grafana/ui';
import React from 'react';
import type { Unsupported } from '../dashboard/unsupported.ts';

/** Says how much of a dashboard the preview leaves out, and lists it on request. Nothing when it shows all. */
export function UnsupportedNote({ items }: { items: readonly Unsupported[] }) {
  const list = (
    <ul>
      {items.map(({ where, what }) => (
        <li key={where + what}>
          {where}: {what}
        </li>
      ))}
    </ul>
  );
  return items.length === 0 ? null : (
    <Toggletip title="Grafana shows this, the preview does not" content={list} placement="bottom-start">
      <Button size="sm" variant="secondary" icon="exclamation-triangle">
        {items.length} not supported here
      </Button>
    </Toggletip>
  );
}
