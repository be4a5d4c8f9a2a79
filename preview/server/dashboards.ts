import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound } from './not-found.ts';

interface Dashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
}

/** The dashboard files of a provisioning directory, read anew for each question: an edit shows after a reload. */
export class DashboardFiles {
  readonly #directory: string;

  /** @param directory for example `provisioning/dashboards`; it may not exist */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** `GET /api/search`: uid, title and tags of every dashboard, by title. */
  list() {
    return this.#read()
      .map(({ uid, title = uid, tags = [] }) => ({ uid, title, tags, url: `/d/${uid}` }))
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  /**
   * `GET /api/dashboards/uid/<uid>`.
   * @throws HTTPException where there is none
   */
  get(uid: string) {
    const dashboard = this.#read().find((candidate) => candidate.uid === uid);
    if (!dashboard) {
      throw notFound('Dashboard');
    }
    return { dashboard, meta: { provisioned: true } };
  }

  #read(): (Dashboard & { readonly uid: string })[] {
    if (!existsSync(this.#directory)) {
      return [];
    }
    return readdirSync(this.#directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const dashboard = JSON.parse(readFileSync(join(this.#directory, name), 'utf8')) as Dashboard;
        return { ...dashboard, uid: dashboard.uid ?? name.replace(/\.json$/, '') };
      });
  }
}
