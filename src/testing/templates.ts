import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { allValue } from '../interpolation/expand.ts';

/** A variable of a pretended dashboard. */
export interface FakeVariable {
  readonly name: string;
  /** Present value; `$__all` for All. */
  readonly value: string | readonly string[];
  /** What All stands for. */
  readonly options?: readonly string[];
  readonly customAll?: string;
  readonly type?: string;
}

const reference = /\$(\w+)|\$\{(\w+)(?:\.[^:}]+)?(?::([^}]+))?\}|\[\[(\w+?)(?::(\w+))?\]\]/g;

/** Template service that replaces the way Grafana's does: All hands out every option, or the custom value as it is. */
export function fakeTemplates(variables: readonly FakeVariable[] = []): TemplateSrv {
  const valueOf = (name: string, scopedVars: ScopedVars) => {
    const scoped: unknown = scopedVars[name]?.value;
    const known = variables.find((variable) => variable.name === name);
    return (scoped as string | undefined) ?? (known && isAll(known) ? (known.options ?? []) : known?.value);
  };
  const replace: TemplateSrv['replace'] = (text = '', scopedVars = {}, format) =>
    text.replace(reference, (...[match, plain, braces, ownFormat, brackets, otherFormat]: string[]) => {
      const name = plain ?? braces ?? brackets ?? '';
      const known = variables.find((variable) => variable.name === name);
      const value = valueOf(name, scopedVars);
      if (value === undefined) {
        return match ?? '';
      }
      if (!(name in scopedVars) && known && isAll(known) && known.customAll !== undefined) {
        return known.customAll;
      }
      return typeof format === 'function' && !(ownFormat ?? otherFormat)
        ? String((format as (value: unknown, variable: object) => unknown)(value, { name }))
        : [value].flat().join(',');
    });
  return {
    replace,
    getVariables: () =>
      variables.map(({ name, value, type = 'query' }) => ({ name, type, current: { value } }) as TypedVariableModel),
    containsTemplate: (text = '') => text.search(reference) >= 0,
    updateTimeRange: () => undefined,
  };
}

function isAll({ value }: FakeVariable): boolean {
  return value === allValue || (Array.isArray(value) && value[0] === allValue);
}
