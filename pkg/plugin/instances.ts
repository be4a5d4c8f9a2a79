import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { InstanceSettings } from './api.ts';
import { log } from './log.ts';

/** How to make and end what is kept per data source, for example a connection pool. */
export interface InstanceOptions<T> {
  /** Called once per data source and state of its settings; what it throws reaches the caller of `get`. */
  create(settings: InstanceSettings): T;
  /** Called once per instance, when no query should be using it any more. */
  dispose(instance: T): void | Promise<void>;
  /** Most instances kept; the one unused for longest goes first. Default 100. */
  max?: number;
  /** Milliseconds between replacing an instance and disposing of it, so that running queries end. Default 5000. */
  graceMs?: number;
}

interface Entry<T> {
  readonly instance: T;
  readonly fingerprint: string;
}

/** One instance per organisation and data source, replaced when its settings or Grafana's configuration change. */
export class InstanceCache<T> {
  readonly #entries: LRUCache<string, Entry<T>>;
  readonly #options: InstanceOptions<T>;
  /** Replaced instances in their grace period. */
  readonly #leaving = new Map<T, NodeJS.Timeout>();

  constructor(options: InstanceOptions<T>) {
    this.#options = options;
    this.#entries = new LRUCache({
      max: options.max ?? 100,
      dispose: ({ instance }) => {
        this.#retire(instance);
      },
    });
  }

  /** The instance for these settings, made now if there is none yet. */
  get(settings: InstanceSettings): T {
    const key = `${settings.orgId}/${settings.uid}`;
    const fingerprint = fingerprintOf(settings);
    const known = this.#entries.get(key);
    if (known?.fingerprint === fingerprint) {
      return known.instance;
    }
    const instance = this.#options.create(settings);
    this.#entries.set(key, { instance, fingerprint });
    return instance;
  }

  /** Disposes of all instances at once, those in their grace period too. */
  async closeAll(): Promise<void> {
    this.#entries.clear();
    const instances = [...this.#leaving.keys()];
    await Promise.all(instances.map((instance) => this.#end(instance)));
  }

  #retire(instance: T): void {
    const timer = setTimeout(() => void this.#end(instance), this.#options.graceMs ?? 5_000);
    timer.unref();
    this.#leaving.set(instance, timer);
  }

  async #end(instance: T): Promise<void> {
    clearTimeout(this.#leaving.get(instance));
    this.#leaving.delete(instance);
    try {
      await this.#options.dispose(instance);
    } catch (error) {
      log('warn', 'a data source instance could not be closed', { error });
    }
  }
}

/** A hash of everything an instance may depend on; secrets are in it, so only the hash is kept. */
function fingerprintOf(settings: InstanceSettings): string {
  return createHash('sha256').update(JSON.stringify(settings, sortedKeys)).digest('base64');
}

/** Go hands over maps in random order. */
function sortedKeys(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
