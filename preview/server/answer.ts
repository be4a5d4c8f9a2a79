/** An answer over HTTP; `body` is sent as JSON unless it is bytes. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Content type; JSON when absent. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const notFound = (what: string): Answer => ({ status: 404, body: { message: `${what} not found` } });
