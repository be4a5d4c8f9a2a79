import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { ChoiceField, SecretField, SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

const audiences = [
  { value: 'everyone', label: 'Everyone who may query' },
  { value: 'editors', label: 'Editors and admins' },
  { value: 'admins', label: 'Admins' },
  { value: 'nobody', label: 'Nobody' },
] as const;

const domains = [
  { value: 'hidden', label: 'Hidden' },
  { value: 'kind', label: 'Internal, partner or public' },
  { value: 'shown', label: 'Shown' },
] as const;

/** Who sees the people that the records name. */
export function PersonalData({ form }: { readonly form: Form }) {
  const styles = useStyles2(getStyles);
  const isLimited = form.value('personalData') !== 'everyone';
  const key = form.secret('pseudonymKey');
  return (
    <ConfigSection title="Personal data">
      <ChoiceField
        form={form}
        name="personalData"
        label={labels.personalData}
        description="Users, numbers and conferences by name. All others see pseudonyms such as user 7F3K-9Q2M, and the same numbers."
        options={audiences}
        // Without a key those who may not see names would get no answer at all.
        also={(audience) =>
          audience === 'everyone' || key.isSaved || key.value !== '' ? {} : { pseudonymKey: newKey() }
        }
      />
      {isLimited && (
        <>
          <SecretField
            form={form}
            name="pseudonymKey"
            label={labels.pseudonymKey}
            description="Pseudonyms are made with it, and nobody can undo them without it. With a new key everybody has a new pseudonym."
            required
          />
          <div className={styles.button}>
            <Button
              variant="secondary"
              disabled={form.disabled}
              onClick={() => form.setSecret('pseudonymKey', newKey())}
            >
              {labels.generateKey}
            </Button>
          </div>
          <SwitchField
            form={form}
            name="personalDataInAlerts"
            label={labels.personalDataInAlerts}
            description="Alert rules run as nobody: names in their labels reach whoever is notified."
          />
          <ChoiceField
            form={form}
            name="pseudonymDomains"
            label={labels.pseudonymDomains}
            description="What stays visible behind a pseudonym; of numbers the country code, unless hidden."
            options={domains}
          />
          <TextField
            form={form}
            name="ownDomains"
            label={labels.ownDomains}
            description="Your SIP domains, comma separated: those that are internal."
            placeholder="contoso.com, fabrikam.com"
          />
        </>
      )}
      <SwitchField
        form={form}
        name="personalDataTrail"
        label={labels.personalDataTrail}
        description="A line in Grafana's log, at info, each time that somebody is shown names."
      />
    </ConfigSection>
  );
}

/** 256 random bits, in characters that survive everywhere. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const getStyles = (theme: GrafanaTheme2) => ({ button: css({ marginBottom: theme.spacing(2) }) });
