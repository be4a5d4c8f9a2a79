/** Width of the labels, in units of 8 px. */
export const labelWidth = 24;
/** Width of the fields. */
export const fieldWidth = 40;
