import ts from 'typescript';

/** Stands in a text where the program fills something in. */
export const hole = '…';

/** Every text an expression can become: literals as they are, {@link hole} for what only the running program knows. */
export function textsOf(node: ts.Expression): string[] {
  return [...new Set(alternatives(node, []).map((text) => text.replace(/…(\s*…)*/g, hole)))];
}

/** @param within names on the way here, so that one that stands for itself ends */
function alternatives(node: ts.Expression, within: readonly string[]): string[] {
  const of = (part: ts.Expression) => alternatives(part, within);
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (texts, { expression, literal }) => joined(joined(texts, of(expression)), [literal.text]),
      [node.head.text],
    );
  }
  if (ts.isParenthesizedExpression(node)) {
    return of(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    return [...of(node.whenTrue), ...of(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) {
    return ofOperator(node, of);
  }
  const name = ts.isIdentifier(node) ? node.text : undefined;
  const value = name !== undefined && !within.includes(name) ? initializerOf(name, node) : undefined;
  return name !== undefined && value ? alternatives(value, [...within, name]) : [hole];
}

function ofOperator(
  { left, operatorToken, right }: ts.BinaryExpression,
  of: (part: ts.Expression) => string[],
): string[] {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return joined(of(left), of(right));
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return ['', ...of(right)];
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...of(left), ...of(right)];
    default:
      return [hole];
  }
}

const joined = (heads: readonly string[], tails: readonly string[]): string[] =>
  heads.flatMap((head) => tails.map((tail) => head + tail));

/** What a constant of the file is set to, in the block nearest to where it is used. */
function initializerOf(name: string, from: ts.Node): ts.Expression | undefined {
  for (let at: ts.Node | undefined = from; at; at = at.parent) {
    const statements = ts.isBlock(at) || ts.isSourceFile(at) ? [...at.statements] : [];
    for (const statement of statements.filter(ts.isVariableStatement)) {
      const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
      if (found?.initializer) {
        return found.initializer;
      }
    }
  }
  return undefined;
}
