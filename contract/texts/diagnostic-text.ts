/**
 * What an ID says of the session that carries it. Together with the response code it decides the category, see
 * `pkg/cdr/classification.ts`.
 *
 * - `failure`: something went wrong
 * - `ended`: a person or a client ended the session, or refused it
 * - `informs`: a step on the way, or a remark; nothing went wrong by itself
 * - `unknown`: the ID is published, but not what it says of its session
 */
export type DiagnosticKind = 'failure' | 'ended' | 'informs' | 'unknown';

/** What an operator reads about one ms-diagnostics ID. */
export interface DiagnosticText {
  /** One short sentence: what the ID says. */
  readonly meaning: string;
  /** A likely cause or the next thing to check, where it is clear. */
  readonly hint?: string;
  readonly kind: DiagnosticKind;
  /** Where the ID is documented. */
  readonly source: string;
}

/** An ID as it is written down: a failure unless it says otherwise. */
export type Documented = Omit<DiagnosticText, 'kind' | 'source'> & { readonly kind?: DiagnosticKind };

/** The IDs that one source documents. */
export function documentedBy(
  source: string,
  ids: Readonly<Record<number, Documented>>,
): Readonly<Record<number, DiagnosticText>> {
  return Object.fromEntries(Object.entries(ids).map(([id, text]) => [id, { kind: 'failure', ...text, source }]));
}

/** For IDs that the Monitoring Reports documentation shows without a reason. */
export const exampleOnly: Documented = {
  meaning: "Seen in Microsoft's report examples; meaning not published",
  kind: 'unknown',
};
