import type { DataSource } from '../plugin-host/requests.ts';
import { notFound } from './not-found.ts';

/** What the settings page sends: everything but the secrets it does not know. */
interface SavedSettings {
  readonly name?: string;
  readonly jsonData?: unknown;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

/** The data sources of this run. What the settings page saves is kept in memory and never written to a file. */
export class DataSources {
  readonly #sources: Map<string, DataSource>;
  readonly #manifest: { readonly id: string; readonly name: string };

  constructor(sources: readonly DataSource[], manifest: { readonly id: string; readonly name: string }) {
    this.#sources = new Map(sources.map((source) => [source.uid, source]));
    this.#manifest = manifest;
  }

  /** @throws HTTPException where there is none */
  get(uid: string): DataSource {
    const source = this.#sources.get(uid);
    if (!source) {
      throw notFound('Data source');
    }
    return source;
  }

  /** What `grafanaBootData.settings.datasources` holds in Grafana: instance settings by name. */
  instanceSettings(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.#sources.values()].map((source, index) => [
        source.name ?? source.uid,
        {
          ...this.#common(source, index),
          meta: {
            ...this.#manifest,
            module: `/public/plugins/${this.#manifest.id}/module.js`,
            baseUrl: `/public/plugins/${this.#manifest.id}`,
          },
        },
      ]),
    );
  }

  /** `GET /api/datasources/uid/<uid>`: secrets are named, never told. */
  settings(uid: string): object {
    const source = this.get(uid);
    const secrets = Object.entries(source.secureJsonData ?? {}).filter(([, value]) => value !== '');
    return {
      ...this.#common(source, 0),
      orgId: 1,
      typeName: this.#manifest.name,
      typeLogoUrl: '',
      user: source.user ?? '',
      database: source.database ?? '',
      basicAuth: false,
      basicAuthUser: '',
      withCredentials: false,
      secureJsonFields: Object.fromEntries(secrets.map(([name]) => [name, true])),
    };
  }

  /** `PUT /api/datasources/uid/<uid>`: secrets that are not sent stay as they are. */
  save(uid: string, { name, jsonData, secureJsonData }: SavedSettings): object {
    const source = this.get(uid);
    this.#sources.set(uid, {
      ...source,
      ...(name ? { name } : {}),
      jsonData: jsonData ?? {},
      secureJsonData: { ...source.secureJsonData, ...secureJsonData },
      updated: Date.now(),
    });
    return this.settings(uid);
  }

  #common(source: DataSource, index: number): Record<string, unknown> {
    return {
      id: index + 1,
      uid: source.uid,
      name: source.name ?? source.uid,
      type: this.#manifest.id,
      access: 'proxy',
      url: source.url ?? '',
      isDefault: index === 0,
      readOnly: false,
      jsonData: source.jsonData ?? {},
    };
  }
}
