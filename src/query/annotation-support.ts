import type { AnnotationQuery, AnnotationSupport } from '@grafana/data';
import type { Query } from '../types.ts';
import { defaultAnnotationQuery } from './defaults.ts';

/**
 * What Grafana asks about annotations. A new one gets its query twice: of `getDefaultQuery` Grafana shows the result in
 * the editor, but neither runs nor saves it; what `prepareAnnotation` adds is part of the annotation.
 */
export const annotationSupport: AnnotationSupport<Query> = {
  getDefaultQuery: () => defaultAnnotationQuery,
  prepareAnnotation: (annotation: AnnotationQuery<Query>) =>
    annotation.target?.report
      ? annotation
      : { ...annotation, target: { ...defaultAnnotationQuery, refId: 'Anno', ...annotation.target } },
};
