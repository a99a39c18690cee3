import { countTests } from './count-tests.mjs';

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
   * @param {import('vitest/node').TestRunEndReason} reason
   */
  onTestRunEnd(modules, unhandledErrors, reason) {
    const { passed, failed, skipped } = countTests(modules, unhandledErrors, reason);
    // vitest itself is content when a filter leaves no test to run.
    if (failed > 0) process.exitCode ||= 1;
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
