/**
 * A vitest reporter that ends a run with one line for machines: `312 passed, 0 failed, 0 skipped`. List it last.
 *
 * @implements {Reporter}
 * @typedef {import('vitest/node').Reporter} Reporter
 */
export default class ClosingLineReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (/** @type {string} */ state) => states.filter((each) => each === state).length;
    const [passed, skipped] = [count('passed'), count('skipped')];
    // What breaks outside of a test (an import, a hook) is a failure too.
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    ).length;
    const failed = states.length - passed - skipped + broken + unhandledErrors.length;
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
