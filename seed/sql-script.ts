/** Values of the sqlcmd variables of a script. */
export type ScriptVariables = Readonly<Record<string, string>>;

/**
 * The batches of a script written for sqlcmd, with its variables filled in. Takes what our own scripts use: `GO` on a
 * line of its own, `:` commands of sqlcmd, which are left out, and `$(Name)` inside of N'...' alone, hence a ' in a
 * value is doubled here.
 * @throws Error naming a variable without value
 */
export function batchesOf(script: string, variables: ScriptVariables): string[] {
  const plain = script
    .split(/\r?\n/)
    .filter((line) => !line.startsWith(':'))
    .join('\n')
    .replaceAll(/\$\((\w+)\)/g, (_all, name: string) => {
      const value = variables[name];
      if (value === undefined) {
        throw new Error(`The script needs a value for ${name}.`);
      }
      return value.replaceAll("'", "''");
    });
  return plain
    .split(/^GO\s*$/im)
    .map((batch) => batch.trim())
    .filter((batch) => batch !== '');
}
