import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { firstValueFrom, Observable, throwError } from 'rxjs';

type Options = Partial<BackendSrvRequest>;

/** Grafana's HTTP client, without its queues and toasts: asks the preview's own server. */
export const backendSrv: BackendSrv = {
  fetch,
  datasourceRequest: (options) => firstValueFrom(fetch(options)),
  request,
  get: (url, params, requestId, options) => request({ ...options, url, params, requestId }),
  post: sender('POST'),
  put: sender('PUT'),
  patch: sender('PATCH'),
  delete: sender('DELETE'),
  chunked: () => throwError(() => new Error('The preview does not stream.')),
};

/** Unsubscribing ends the request, so that a closed panel cancels its query. */
function fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const aborted = new AbortController();
    ask<T>(options, aborted.signal).then(
      (response) => {
        subscriber.next(response);
        subscriber.complete();
      },
      (error: unknown) => {
        if (!aborted.signal.aborted) {
          subscriber.error(error);
        }
      },
    );
    return () => {
      aborted.abort();
    };
  });
}

async function request<T>(options: BackendSrvRequest): Promise<T> {
  return (await firstValueFrom(fetch<T>(options))).data;
}

function sender(method: string) {
  return <T>(url: string, data?: unknown, options?: Options) => request<T>({ ...options, url, data, method });
}

async function ask<T>(config: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const body: unknown = config.data;
  const response = await window.fetch(address(config), {
    method: config.method ?? 'GET',
    signal,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...config.headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, statusText, ok, headers, redirected, type, url } = response;
  const data = config.responseType === 'text' ? text : parse(text);
  if (!ok) {
    // Callers tell failures apart by this shape, not by a class.
    const error: FetchError<unknown> = { status, statusText, data, config };
    throw error;
  }
  return { data: data as T, status, statusText, ok, headers, redirected, type, url, config };
}

function address({ url, params }: BackendSrvRequest): string {
  const given = Object.entries((params ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined && one !== null)
      .map((one) => [name, String(one)]),
  );
  const query = new URLSearchParams(given).toString();
  return (url.startsWith('/') ? url : `/${url}`) + (query ? `${url.includes('?') ? '&' : '?'}${query}` : '');
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
