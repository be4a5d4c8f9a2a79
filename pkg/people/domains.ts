import type { PeopleSettings } from '../../contract/settings.ts';

/** Domains of providers that anybody can have an address of. */
const publicDomains: readonly string[] = [
  ...['skype.com', 'skypeids.net', 'live.com', 'outlook.com', 'hotmail.com', 'msn.com', 'passport.com'],
  ...['aol.com', 'aim.com', 'icq.com', 'yahoo.com', 'gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'gmx.net'],
  ...['gmx.de', 'web.de', 'mail.ru', 'yandex.ru', 'qq.com', '163.com', 'proton.me', 'protonmail.com'],
];

const isBelow = (domain: string, parents: readonly string[]) =>
  parents.some((parent) => domain === parent || domain.endsWith(`.${parent}`));

/** What is shown of domains. LcsCDR tells who is inside the network, and not whose a domain is: the settings name the own ones. */
export function domainShower({ pseudonymDomains, ownDomains }: PeopleSettings): (domain: string) => string | undefined {
  const own = ownDomains
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((domain) => domain !== '');
  switch (pseudonymDomains) {
    case 'hidden':
      return () => undefined;
    case 'shown':
      return (domain) => domain;
    case 'kind':
      return (domain) => (isBelow(domain, own) ? 'internal' : isBelow(domain, publicDomains) ? 'public' : 'partner');
  }
}
