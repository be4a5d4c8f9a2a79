import { Document, isCollection, isScalar, visit } from 'yaml';
import { contactPoints } from './notifications/contact-points.ts';
import { templates } from './notifications/templates.ts';
import { ruleGroups } from './rule-groups.ts';
import { generations, type Generation } from './rule.ts';

/** Where Grafana finds the files of each generation: it reads all of a folder. */
const folders: Readonly<Record<Generation, string>> = {
  grafana11: 'provisioning/alerting',
  grafana10: 'provisioning/alerting-grafana-10',
};

const which: Readonly<Record<Generation, string>> = {
  grafana11: 'For Grafana 11 and newer; provisioning/alerting-grafana-10 has the same for Grafana 10.',
  grafana10: 'For Grafana 10.1 to 10.4, in place of provisioning/alerting.',
};

/** Small objects and lists that read better in one line. */
const inline = ['relativeTimeRange', 'datasource', 'filters', 'groupBy', 'evaluator', 'unloadEvaluator'];

/** Texts of the provisioning files, by their path in the repository. */
export const files: Readonly<Record<string, string>> = Object.fromEntries(
  generations.flatMap((generation) => {
    const heading = `# Written by scripts/build-alerting.mjs from alerting/. ${which[generation]}\n`;
    const file = (name: string, what: string, content: object) => [
      `${folders[generation]}/${name}`,
      `${heading}# ${what}\n${yaml({ apiVersion: 1, ...content })}`,
    ];
    return [
      file('rules.yaml', 'What each rule watches, and how to change it: docs/alerting.md.', {
        groups: ruleGroups(generation),
      }),
      file('contact-points.yaml', 'An example. Put in your own address, and choose it in a notification policy.', {
        contactPoints,
      }),
      file('templates.yaml', 'How the contact point words its messages.', { templates }),
    ];
  }),
);

function yaml(content: object): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && inline.includes(String(key.value)) && isCollection(value)) {
        value.flow = true;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
