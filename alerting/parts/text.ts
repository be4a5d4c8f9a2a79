/** A whole number of the rule, by the name of its query. */
export const count = (refId: string): string => `{{ printf "%.0f" $values.${refId}.Value }}`;

/** A number of the rule with one decimal. */
export const decimal = (refId: string): string => `{{ printf "%.1f" $values.${refId}.Value }}`;

/** A label of the alert. */
export const label = (name: string): string => `{{ $labels.${name} }}`;
