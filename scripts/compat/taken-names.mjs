import ts from 'typescript';

/**
 * The names a built bundle takes from the modules that Grafana shares with it, by module. They are read from the code
 * that runs, so what bundled libraries take is among them, and what only types need is not.
 * @param {string} file an AMD bundle as webpack writes it: `define([modules], (a, b) => ...)`
 * @returns {Map<string, Set<string>>}
 * @throws where a module is used as a whole, so that its names cannot be told
 */
export function takenNames(file) {
  const options = { allowJs: true, noResolve: true, noLib: true, types: [], target: ts.ScriptTarget.ESNext };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = (node) => checker.getSymbolAtLocation(node);
  const taken = new Map();

  /** Modules by the symbols that stand for them: parameters of `define`, then the variables webpack makes of them. */
  const modules = new Map();
  /** Modules by the symbols of functions that give their default export, as `webpackRequire.n` makes them. */
  const defaults = new Map();
  /** Modules by the number under which webpack knows them. */
  const numbered = new Map();

  visit(source, (node) => {
    if (
      ts.isCallExpression(node) &&
      isNamed(node.expression, 'define') &&
      ts.isArrayLiteralExpression(node.arguments[0])
    ) {
      const [{ elements }, { parameters }] = node.arguments;
      elements.forEach(({ text }, index) => {
        modules.set(symbol(parameters[index].name), text);
        taken.set(text, new Set());
      });
    }
    // 781(module) { module.exports = parameter; }
    if (ts.isMethodDeclaration(node) && ts.isNumericLiteral(node.name)) {
      const statement = node.body.statements[0];
      const right = statement && ts.isExpressionStatement(statement) && statement.expression.right;
      const module = right && ts.isIdentifier(right) && modules.get(symbol(right));
      if (module) {
        numbered.set(node.name.text, module);
      }
    }
  });
  if (numbered.size === 0 || numbered.size < taken.size) {
    throw new Error(`${file} is not the bundle expected here: build it with "npm run build".`);
  }
  // variable = webpackRequire(781), then default = webpackRequire.n(variable)
  visit(source, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isCallExpression(node.initializer)) {
      const { expression, arguments: given } = node.initializer;
      const [argument] = given;
      if (ts.isIdentifier(expression) && argument && ts.isNumericLiteral(argument) && numbered.has(argument.text)) {
        modules.set(symbol(node.name), numbered.get(argument.text));
      } else if (isInterop(node.initializer) && modules.has(symbol(argument))) {
        defaults.set(symbol(node.name), modules.get(symbol(argument)));
      }
    }
  });
  visit(source, (node) => {
    if (!ts.isIdentifier(node) || isDeclared(node)) {
      return;
    }
    const module = modules.get(symbol(node)) ?? defaults.get(symbol(node));
    if (module && !isInterop(node.parent) && !isHandedOn(node)) {
      const whole = defaults.has(symbol(node)) ? node.parent : node; // `default()` is the module
      taken.get(module).add(nameOf(whole, module, source));
    }
  });
  return taken;
}

function visit(node, look) {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

const isNamed = (node, name) => ts.isIdentifier(node) && node.text === name;

/** `webpackRequire.n(module)` */
const isInterop = (node) =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'n';

const isDeclared = ({ parent }) => ts.isParameter(parent) || ts.isVariableDeclaration(parent);

/** `module.exports = parameter` */
const isHandedOn = ({ parent }) =>
  ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left) && parent.left.name.text === 'exports';

function nameOf(whole, module, source) {
  const { parent } = whole;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === whole) {
    return parent.name.text;
  }
  throw new Error(`The bundle uses ${module} as a whole: ${source.text.slice(whole.pos - 40, whole.end + 40)}`);
}
