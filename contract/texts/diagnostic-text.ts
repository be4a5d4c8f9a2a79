/** What an operator reads about one ms-diagnostics ID. */
export type DiagnosticText = {
  /** One short sentence: what the ID says. */
  meaning: string;
  /** A likely cause or the next thing to check, where it is clear. */
  hint?: string;
  /** The ID reports progress of a call; by itself it is no failure. */
  progress?: true;
};

/** For IDs that the Monitoring Reports documentation shows without a reason. */
export const exampleOnly: DiagnosticText = {
  meaning: "Seen in Microsoft's report examples; meaning not published",
};
