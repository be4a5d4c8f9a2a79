import React from 'react';
import { createRoot } from 'react-dom/client';
import { installGrafana } from './grafana/install.ts';
import { panelPlugin } from './panels/index.tsx';
import { App } from './shell/app.tsx';
import { keepLinksInPage } from './shell/in-page-links.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) {
    throw new Error('The page has no element "root".');
  }
  await installGrafana(panelPlugin);
  keepLinksInPage();
  createRoot(root).render(<App />);
}

start().catch((error: unknown) => {
  reportError(error);
  document.body.textContent = `The preview did not start: ${String(error)}`;
});
