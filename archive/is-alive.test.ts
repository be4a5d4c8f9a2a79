import { expect, test } from '@jest/globals';
import { machineOf } from './is-alive.ts';

test('processes of containers of one name are told apart: their numbers are their own', () => {
  const at = (namespace: string) => machineOf('sfb-archive', () => namespace);
  expect(at('pid:[4026531836]')).toBe('sfb-archive');
  expect(at('pid:[4026532201]')).not.toBe(at('pid:[4026532202]'));
  expect(at('pid:[4026532201]')).toMatch(/^sfb-archive /);
});

test('where there are no such namespaces the name tells', () => {
  const none = () => {
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  };
  expect(machineOf('sfb-archive', none)).toBe('sfb-archive');
});
