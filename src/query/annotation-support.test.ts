import type { AnnotationQuery } from '@grafana/data';
import { expect, test } from '@jest/globals';
import type { Query } from '../types.ts';
import { annotationSupport } from './annotation-support.ts';
import { defaultAnnotationQuery } from './defaults.ts';

const annotation: AnnotationQuery<Query> = { name: 'Failures', enable: true, iconColor: 'red' };

test('a new annotation gets the default query, to be run and saved', () => {
  expect(annotationSupport.prepareAnnotation?.(annotation)).toEqual({
    ...annotation,
    target: { ...defaultAnnotationQuery, refId: 'Anno' },
  });
  const named = { ...annotation, target: { refId: 'Spikes' } };
  expect(annotationSupport.prepareAnnotation?.(named)?.target).toMatchObject({
    ...defaultAnnotationQuery,
    refId: 'Spikes',
  });
});

test('an annotation with a report stays the object it is: Grafana takes another one for a change', () => {
  const whole = { ...annotation, target: { refId: 'Anno', report: 'failureList' as const } };
  expect(annotationSupport.prepareAnnotation?.(whole)).toBe(whole);
});
