import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useEffect, type ReactNode } from 'react';

const styles = (theme: GrafanaTheme2) => ({
  page: css({
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2, 2),
  }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }),
});

interface Props {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its title, which the browser's tab shows too. */
export function Page({ title, actions, children }: Props) {
  const { page, head } = useStyles2(styles);
  useEffect(() => {
    document.title = `${title} - Preview`;
  }, [title]);
  return (
    <main className={page}>
      <div className={head}>
        <Text element="h1" variant="h3">
          {title}
        </Text>
        {actions}
      </div>
      {children}
    </main>
  );
}
