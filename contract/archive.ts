/**
 * An archiver that has not copied for so long stands still, seconds: it passes every minute, and waits five after failures. The health check,
 * the strip of the dashboards and the rule "Archiver stopped" agree in it.
 */
export const standsStillAfter = 900;
