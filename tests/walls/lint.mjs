// Lints texts with the project's own configuration, apart from what needs types: that is slow, and no wall needs it.
//   node lint.mjs < cases.json, an array of { text, filePath } > messages.json, an array of { ruleId, message }[]
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
const results = [];
for (const { text: code, filePath } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath });
  results.push(result?.messages.map(({ ruleId, message }) => ({ ruleId, message })) ?? null);
}
process.stdout.write(JSON.stringify(results));
