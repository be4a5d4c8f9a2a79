import { open } from './screen.ts';
import type { SharedPreview } from './use-preview.ts';

/** Dashboards that show one session, report or conference. */
const details = ['cd-session', 'cd-diagnostic-report', 'cd-conference-detail'];

type Opened = Pick<SharedPreview, 'page' | 'url'>;

/** Addresses of all dashboards by uid. Those that need a key have one, of a conference in the Failure List. */
export async function dashboardAddresses({ page, url }: Opened): Promise<ReadonlyMap<string, string>> {
  const found = (await (await fetch(`${url}/api/search`)).json()) as { uid: string }[];
  await open(page, '/d/cd-failure-list?var-activity=conference');
  const addresses = found.map(async ({ uid }): Promise<[string, string]> => {
    const link = page.locator(`a[href*="/d/${uid}?"]`).first();
    return [uid, details.includes(uid) ? ((await link.getAttribute('href')) ?? '') : `/d/${uid}`];
  });
  return new Map(await Promise.all(addresses));
}
