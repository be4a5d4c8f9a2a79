import { expect, test } from '@jest/globals';
import { seesPeople, type PersonalData } from './who-sees.ts';

const roles = [undefined, '', 'None', 'Viewer', 'Editor', 'Admin', 'Grafana Admin', 'editor'];

test.each<[string, readonly (string | undefined)[]]>([
  ['everyone', roles],
  ['editors', ['Editor', 'Admin']],
  ['admins', ['Admin']],
  ['nobody', []],
  ['toString', []],
])('with %s these roles see people: %j', (personalData, seeing) => {
  expect(roles.filter((role) => seesPeople(personalData as PersonalData, role))).toEqual(seeing);
});
