import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound, type Answer } from './answer.ts';

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
  list(): Answer {
    const body = this.#read()
      .map(({ uid, title = uid, tags = [] }) => ({ uid, title, tags, url: `/d/${uid}` }))
      .sort((a, b) => a.title.localeCompare(b.title));
    return { status: 200, body };
  }

  /** `GET /api/dashboards/uid/<uid>`. */
  get(uid: string): Answer {
    const dashboard = this.#read().find((candidate) => candidate.uid === uid);
    return dashboard ? { status: 200, body: { dashboard, meta: { provisioned: true } } } : notFound('Dashboard');
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
