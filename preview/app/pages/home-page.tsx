import { TextLink } from '@grafana/ui';
import React from 'react';
import { findDashboards } from '../dashboard/links.tsx';
import { Page } from '../shell/page.tsx';
import { useLoad } from '../shell/use-load.ts';
import { DashboardPage } from './dashboard-page.tsx';

/** The dashboard `cd-home`; where there is none, a list of all dashboards. */
export function HomePage() {
  const { value } = useLoad('home', findDashboards);
  if (value?.some(({ uid }) => uid === 'cd-home')) {
    return <DashboardPage uid="cd-home" />;
  }
  return value ? (
    <Page title="Dashboards">
      {value.length === 0 && <p>There are no dashboards in provisioning/dashboards yet.</p>}
      <ul>
        {value.map(({ uid, title, url }) => (
          <li key={uid}>
            <TextLink href={url}>{title}</TextLink>
          </li>
        ))}
      </ul>
    </Page>
  ) : null;
}
