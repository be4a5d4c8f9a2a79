import type { DataFrame } from '@grafana/data';

/**
 * Keeps tables apart in Explore, which merges all there are into one, whatever their rows stand for. Marked for the table panel they are
 * shown one at a time, with a list to choose from.
 */
export function tablesApart(frames: readonly DataFrame[]): DataFrame[] {
  const isTable = ({ meta, fields }: DataFrame) => meta?.preferredVisualisationType === 'table' && fields.length > 0;
  return frames.filter(isTable).length < 2
    ? [...frames]
    : frames.map((frame) =>
        isTable(frame) ? { ...frame, meta: { ...frame.meta, preferredVisualisationPluginId: 'table' } } : frame,
      );
}
