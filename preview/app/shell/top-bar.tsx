import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Button, Dropdown, LinkButton, Menu, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { findDashboards } from '../dashboard/find.ts';
import { useLoad } from './use-load.ts';

const styles = (theme: GrafanaTheme2) => ({
  banner: css({
    padding: theme.spacing(0.25, 2),
    textAlign: 'center',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.warning.text,
    background: theme.colors.warning.transparent,
  }),
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
  }),
  brand: css({ fontWeight: theme.typography.fontWeightMedium, marginRight: theme.spacing(2) }),
  end: css({ marginLeft: 'auto' }),
});

/** Says what this page is, and leads to its parts. */
export function TopBar() {
  const { banner, bar, brand, end } = useStyles2(styles);
  const theme = useTheme2();
  const { value: dashboards = [] } = useLoad('dashboards', findDashboards);
  return (
    <header>
      <div className={banner} role="note">
        This is a preview, not a Grafana server: panels are look-alikes made from Grafana’s libraries, and what you save
        lasts until the preview stops.
      </div>
      <nav className={bar} aria-label="Preview">
        <a className={brand} href="/">
          Call Diagnostics
        </a>
        <Dropdown
          overlay={() => (
            <Menu>
              {dashboards.map(({ uid, title, url }) => (
                <Menu.Item key={uid} label={title} url={url} target="_self" />
              ))}
            </Menu>
          )}
        >
          <Button fill="text" variant="secondary" icon="apps">
            Dashboards
          </Button>
        </Dropdown>
        <LinkButton fill="text" variant="secondary" icon="compass" href="/explore">
          Explore
        </LinkButton>
        {getDataSourceSrv()
          .getList()
          .map(({ uid, name }) => (
            <LinkButton key={uid} fill="text" variant="secondary" icon="database" href={`/datasources/edit/${uid}`}>
              {name}
            </LinkButton>
          ))}
        <div className={end}>
          <Button size="sm" fill="text" variant="secondary" onClick={switchTheme}>
            {theme.isDark ? 'Light theme' : 'Dark theme'}
          </Button>
        </div>
      </nav>
    </header>
  );
}

/** Loads the page anew: Grafana's libraries read the theme while they start. The address keeps all state. */
function switchTheme(): void {
  const { user } = (window as unknown as { grafanaBootData: { user: { theme: string } } }).grafanaBootData;
  localStorage.setItem('preview.theme', user.theme === 'light' ? 'dark' : 'light');
  location.reload();
}
