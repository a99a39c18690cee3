import { describe, expect, it } from 'vitest';
import { countTests } from './count-tests.mjs';

/** A module with tests in these states, and this many errors outside its tests: of its own, and of its suites. */
function module(states: readonly string[], ownErrors = 0, suiteErrors = 0) {
  return {
    errors: () => new Array<unknown>(ownErrors).fill('broken'),
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: () => new Array<unknown>(suiteErrors).fill('broken') }],
    },
  };
}

describe('countTests', () => {
  it.each([
    ['a whole run', [module(['passed', 'passed']), module(['skipped'])], [], 'passed', [2, 0, 1]],
    ['a failed test', [module(['passed', 'failed'])], [], 'failed', [1, 1, 0]],
    ['a file that could not be imported', [module(['passed']), module([], 1)], [], 'failed', [1, 1, 0]],
    ['a broken hook of a suite', [module(['passed', 'skipped'], 0, 1)], [], 'failed', [1, 1, 1]],
    ['errors outside every test', [module(['passed'])], ['a', 'b'], 'failed', [1, 2, 0]],
    ['a test that never ended', [module(['passed', 'pending'])], [], 'passed', [1, 1, 0]],
    ['a run that was cut off', [module(['passed'])], [], 'interrupted', [1, 1, 0]],
    ['a run that failed for a reason unseen here', [module(['passed'])], [], 'failed', [1, 1, 0]],
    ['no test at all', [], [], 'passed', [0, 1, 0]],
    ['nothing but skipped tests', [module(['skipped'])], [], 'passed', [0, 1, 1]],
  ])('counts %s', (_, modules, unhandledErrors, reason, expected) => {
    const { passed, failed, skipped } = countTests(modules, unhandledErrors, reason);
    expect([passed, failed, skipped]).toEqual(expected);
  });
});
