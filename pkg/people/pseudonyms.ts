import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { PeopleSettings } from '../../contract/settings.ts';
import { addressKey, nameKey } from '../cdr/names.ts';
import { countryCode } from './country-code.ts';
import { domainShower } from './domains.ts';
import { codeOf, withDetail, type PseudonymWord } from './pseudonym.ts';

/** Codes that are remembered with their names; those of others are looked for in the range. */
const mostNames = 50_000;
/** Characters that are remembered of texts and what stands for them; more are made anew. */
const mostCharacters = 3_000_000;

const memory = () =>
  new LRUCache<string, string>({
    maxSize: mostCharacters,
    sizeCalculation: (shown, text) => shown.length + text.length + 1,
  });

/** A domain by itself, as the filter on domains takes it. */
const isDomain = /^[\w-]+(?:\.[\w-]+)+$/;

/** What is remembered by what. */
type Kind = 'address' | 'client' | 'host' | 'text';

/** What a pseudonym may be of: only these can be looked up again. */
export type PseudonymOf = 'address' | 'client';

/** Names that share a code, one spelling of each: hardly ever more than one. */
type Names = Map<string, string>;

/**
 * Pseudonyms of one data source: the same name has the same one for as long as the key stays, in another data source it has another.
 * Without the key nobody can tell whose one is, nor find the one of a name: not even whoever has the list of all names.
 */
export class Pseudonyms {
  readonly #key: Buffer;
  readonly #detail: PeopleSettings['pseudonymDomains'];
  readonly #domain: (domain: string) => string | undefined;
  readonly #shown: Readonly<Record<Kind, LRUCache<string, string>>> = {
    address: memory(),
    client: memory(),
    host: memory(),
    text: memory(),
  };
  readonly #names = new LRUCache<string, Names>({ max: mostNames });

  /**
   * @param key as saved with the data source
   * @param source tells the data source from all others
   */
  constructor(key: string, source: string, settings: PeopleSettings) {
    this.#key = createHmac('sha256', key).update(source).digest();
    this.#detail = settings.pseudonymDomains;
    this.#domain = domainShower(settings);
  }

  /** Of a user, a conference, a number or a domain, in any spelling. */
  ofAddress(address: string): string {
    return this.remembered('address', address, () => {
      const key = addressKey(address);
      const { word, detail } = this.#described(key);
      return withDetail(`${word} ${this.#code('address', key, address)}`, detail);
    });
  }

  /** Of a computer, by name or IP address. */
  ofHost(host: string): string {
    return this.remembered('host', host, () => {
      const key = nameKey(host);
      const parent = /^[^.:]+\.([a-z][^:]*\.[a-z]+)$/.exec(key)?.[1];
      return withDetail(`host ${this.#code('host', key, host)}`, parent && this.#domain(parent));
    });
  }

  /** Of what a client calls itself. */
  ofAgent(agent: string): string {
    return this.remembered('client', agent, () => `client ${this.#code('client', nameKey(agent), agent)}`);
  }

  /** The names that had this code, one spelling of each; none where it is not remembered. */
  named(kind: PseudonymOf, code: string): string[] {
    return [...(this.#names.get(`${kind} ${code}`)?.values() ?? [])];
  }

  /** Those of the names that have this code. */
  among(kind: PseudonymOf, code: string, names: readonly string[]): string[] {
    const keyOf = kind === 'address' ? addressKey : nameKey;
    return names.filter((name) => this.#codeOf(kind, keyOf(name)) === code);
  }

  /** What was made of a text before, or is made of it now. */
  remembered(kind: Kind, text: string, make: () => string): string {
    const known = this.#shown[kind].get(text);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    this.#shown[kind].set(text, made);
    return made;
  }

  #described(key: string): { word: PseudonymWord; detail: string | undefined } {
    const domain = /@([^;>?]+)/.exec(key)?.[1];
    const user = key.split(/[@;]/)[0] ?? '';
    if (key.includes('opaque=app:conf:')) {
      return { word: 'conference', detail: domain && this.#domain(domain) };
    }
    if (/^\+?[\d\s().#*-]+$/.test(user)) {
      return { word: 'number', detail: this.#detail === 'hidden' ? undefined : countryCode(user) };
    }
    if (domain === undefined && isDomain.test(key)) {
      return { word: 'domain', detail: this.#domain(key) };
    }
    return { word: 'user', detail: domain && this.#domain(domain) };
  }

  #code(kind: string, key: string, name: string): string {
    const code = this.#codeOf(kind, key);
    const remembered = `${kind} ${code}`;
    const names: Names = this.#names.get(remembered) ?? new Map<string, string>();
    names.set(key, name);
    this.#names.set(remembered, names);
    return code;
  }

  #codeOf(kind: string, key: string): string {
    return codeOf(createHmac('sha256', this.#key).update(`${kind}\0${key}`).digest());
  }
}
