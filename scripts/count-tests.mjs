/**
 * The part of vitest's module, suite and test objects that is counted.
 *
 * @typedef {object} Container
 * @property {() => readonly unknown[]} errors What went wrong outside its tests: imports, collection, hooks.
 * @property {{ allTests(): Iterable<{ result(): { readonly state: string } }>, allSuites(): Iterable<{ errors(): readonly unknown[] }> }} children
 */

/**
 * Counts a test run. Whatever broke outside a test counts as failed too, and so does a run that was cut off or in which
 * no test ran: only a whole run has 0 failed.
 *
 * @param {readonly Container[]} modules
 * @param {readonly unknown[]} unhandledErrors
 * @param {string} reason `passed`, `failed` or `interrupted`.
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(modules, unhandledErrors, reason) {
  let [passed, failed, skipped] = [0, unhandledErrors.length, 0];
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'skipped') skipped += 1;
      else failed += 1;
    }
  }
  const whole = reason === 'passed' && passed > 0;
  if (failed === 0 && !whole) failed = 1;
  return { passed, failed, skipped };
}
