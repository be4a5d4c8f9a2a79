const { TestEnvironment } = require('jest-environment-node');

/** Under Bun the stack of a failed assertion lacks its message, and Jest prints the stack alone: puts it back. */
module.exports = class extends TestEnvironment {
  handleTestEvent({ name, error }) {
    if ((name === 'test_fn_failure' || name === 'hook_failure') && typeof error?.message === 'string') {
      const stack = String(error.stack ?? '');
      if (!stack.includes(error.message)) {
        error.stack = `${error.message}\n${stack}`;
      }
    }
  }
};
