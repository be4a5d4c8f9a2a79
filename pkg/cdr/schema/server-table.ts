/**
 * The table in which a server keeps what is known of diagnostic IDs. Microsoft names it as internal and publishes none of its
 * columns, so it is no part of `lcsCdrColumns`: see `pkg/cdr/server-classification.ts`.
 */
export const serverTable = 'MsDiagMetaData';
