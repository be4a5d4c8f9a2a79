/** A whole number of the rule, by the name of its query. */
export const count = (refId: string): string => `{{ printf "%.0f" $values.${refId}.Value }}`;

/** A number of the rule with one decimal. */
export const decimal = (refId: string): string => `{{ printf "%.1f" $values.${refId}.Value }}`;

/** A label of the alert. */
export const label = (name: string): string => `{{ $labels.${name} }}`;

/** What an instance without numbers says, be it of a query without series or of one that failed: its state tells them apart. */
const noFigures = 'No figures: nothing to compare in this window, or the query failed; the state says which';

/**
 * A text with numbers of a rule, and words of its own for an instance without, which would show `<no value>`.
 * @param refId query without whose number the text says nothing
 */
export const withFigures = (refId: string, text: string): string =>
  `{{ if $values.${refId} }}${text}{{ else }}${noFigures}{{ end }}`;

/** What the failures have in common, first in a description: the label of the query `driver`, where there is one. */
export const driverInWords = '{{ with $values.driver }}{{ .Labels.driver }}. {{ end }}';
