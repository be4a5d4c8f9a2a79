import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { firstValueFrom, Observable, throwError } from 'rxjs';

/** Grafana's HTTP client, without its queues and toasts: asks the preview's own server. */
export class LocalBackendSrv implements BackendSrv {
  /** Unsubscribing ends the request, so that a closed panel cancels its query. */
  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((subscriber) => {
      const aborted = new AbortController();
      request<T>(options, aborted.signal).then(
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

  chunked(): Observable<never> {
    return throwError(() => new Error('The preview does not stream.'));
  }

  datasourceRequest<T>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return firstValueFrom(this.fetch<T>(options));
  }

  async request<T>(options: BackendSrvRequest): Promise<T> {
    return (await this.datasourceRequest<T>(options)).data;
  }

  get<T>(
    url: string,
    params?: BackendSrvRequest['params'],
    requestId?: string,
    options?: Partial<BackendSrvRequest>,
  ): Promise<T> {
    return this.request<T>({ ...options, url, params, requestId, method: 'GET' });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, url, data, method: 'DELETE' });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, url, data, method: 'POST' });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, url, data, method: 'PATCH' });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, url, data, method: 'PUT' });
  }
}

async function request<T>(config: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const body: unknown = config.data;
  const response = await fetch(address(config), {
    method: config.method ?? 'GET',
    signal,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...config.headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { status, statusText, ok, headers, redirected, type, url } = response;
  const data = config.responseType === 'text' ? text : parse(text);
  if (!ok) {
    const error: FetchError<unknown> = { status, statusText, data, config };
    // Callers tell failures apart by this shape, not by a class.

    throw error;
  }
  return { data: data as T, status, statusText, ok, headers, redirected, type, url, config };
}

function address({ url, params }: BackendSrvRequest): string {
  const given = Object.entries((params ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
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
