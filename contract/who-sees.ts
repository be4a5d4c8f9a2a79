/** Who sees the people that the records name: everyone, or whoever has at least a role, or nobody. */
export const personalDataChoices = ['everyone', 'editors', 'admins', 'nobody'] as const;
export type PersonalData = (typeof personalDataChoices)[number];

/** Roles that see people, by the setting; whoever has no role, or one that nobody knows, is not among them. */
const roles: Readonly<Record<Exclude<PersonalData, 'everyone'>, readonly string[]>> = {
  editors: ['Editor', 'Admin'],
  admins: ['Admin'],
  nobody: [],
};

/** @param role in the organisation, as Grafana writes it; undefined for nobody */
export function seesPeople(personalData: PersonalData, role: string | undefined): boolean {
  if (personalData === 'everyone') {
    return true;
  }
  // A setting that nobody has validated may be any word, which lets nobody see.
  const seeing = Object.hasOwn(roles, personalData) ? roles[personalData] : [];
  return role !== undefined && seeing.includes(role);
}
