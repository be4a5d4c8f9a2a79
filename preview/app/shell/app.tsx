import { css } from '@emotion/css';
import { getThemeById, ThemeContext } from '@grafana/data';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { Route, Router, Routes, useParams } from 'react-router-dom';
import { DashboardPage } from '../pages/dashboard-page.tsx';
import { DataSourcePage } from '../pages/data-source-page.tsx';
import { ExplorePage } from '../pages/explore-page.tsx';
import { TopBar } from './top-bar.tsx';

const theme = getThemeById(config.bootData.user.theme);
const whole = css({ minHeight: '100vh', display: 'flex', flexDirection: 'column' });

/** The preview: what Grafana puts around every page, and the pages. */
export function App() {
  const [location, setLocation] = useState(locationService.getLocation());
  useEffect(() => locationService.getHistory().listen(setLocation), []);
  return (
    <ThemeContext.Provider value={theme}>
      <LocationServiceProvider service={locationService}>
        <ModalsProvider>
          <GlobalStyles />
          <Router location={location} navigator={locationService.getHistory() as unknown as RouterNavigator}>
            <div className={whole}>
              <TopBar />
              <ErrorBoundaryAlert style="page" dependencies={[location.pathname]}>
                <Routes>
                  <Route path="/d/:uid/:slug?" element={<WithUid page={DashboardPage} />} />
                  <Route path="/datasources/edit/:uid" element={<WithUid page={DataSourcePage} />} />
                  <Route path="/explore" element={<ExplorePage />} />
                  <Route path="*" element={<DashboardPage uid="cd-home" />} />
                </Routes>
              </ErrorBoundaryAlert>
            </div>
            <ModalRoot />
            <PortalContainer />
          </Router>
        </ModalsProvider>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}

/** Grafana's history is of version 4, the router's of version 5; what the router calls is the same in both. */
type RouterNavigator = Parameters<typeof Router>[0]['navigator'];

function WithUid({ page: PageOf }: { page: (props: { uid: string }) => React.JSX.Element }) {
  const { uid = '' } = useParams();
  return <PageOf key={uid} uid={uid} />;
}
