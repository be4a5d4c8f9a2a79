import { Input } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Props {
  readonly id: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly width?: number;
  readonly placeholder?: string;
  readonly invalid?: boolean;
}

/** A text field that hands its value out when it is left or Enter is pressed, not at every key. */
export function TextInput({ value, onCommit, ...rest }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const trimmed = text.trim();
    if (trimmed !== value) {
      onCommit(trimmed);
    }
  };
  return (
    <Input
      {...rest}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
        }
      }}
    />
  );
}
