import { useEffect, useState } from 'react';

/** What a promise has come to. */
export interface Loaded<T> {
  readonly value?: T;
  readonly error?: string;
}

/**
 * Loads something when `key` changes.
 * @param key what `load` depends on; the value of another key is never handed out
 */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { readonly key?: string }>({});
  useEffect(() => {
    let current = true;
    const set = (loaded: Loaded<T>) => {
      if (current) {
        setState({ ...loaded, key });
      }
    };
    load().then(
      (value) => {
        set({ value });
      },
      (error: unknown) => {
        set({ error: errorText(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [key]);
  return state.key === key ? state : {};
}

/** The words of an error, which may be what `BackendSrv` throws. */
export function errorText(error: unknown): string {
  const { message, data, statusText } = (error ?? {}) as {
    message?: string;
    data?: { message?: string };
    statusText?: string;
  };
  return data?.message ?? message ?? statusText ?? String(error);
}
