import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Decision } from '@distillable/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseCatalog } from '../support/cases/case-catalog.js';
import { expectDecision } from '../support/cases/expect-decision.js';
import type { RequestCase } from '../support/cases/request-case.js';
import { requestCases } from '../support/cases/request-cases.js';
import { createHome, type Home } from '../support/cli-run.js';

/** The cases of one policy, API shape and spelling: one JSONL for one process. */
interface CaseFile {
  readonly flags: string;
  readonly cases: readonly [RequestCase, ...RequestCase[]];
}

describe('distillable check --request', () => {
  let home: Home;

  beforeAll(async () => {
    home = await createHome();
    await writeFile(join(home.path, 'catalog.json'), JSON.stringify(caseCatalog.toJSON()));
  });
  afterAll(() => home.remove());

  it.concurrent.each(caseFiles().map((file, index) => ({ ...file, index })))(
    'judges the cases of $flags as the table says',
    async ({ cases, index }) => {
      const { code, stdout } = await check(home, String(index), cases);
      const answers: readonly Answer[] = JSON.parse(stdout);

      expect(answers.map(({ line }) => line)).toEqual(cases.map((_, at) => at + 1));
      for (const [at, each] of cases.entries()) {
        const answer = answers[at];
        if (isUnreadable(each)) expect(answer).toMatchObject({ error: { code: 'INPUT_UNREADABLE' } });
        else if (answer !== undefined && 'references' in answer) expectDecision(answer, each);
        else expect.fail(`${each.title}: no decision`);
      }
      expect(code).toBe(cases.some(isUnreadable) ? 2 : cases.every(({ allowed }) => allowed) ? 0 : 1);
    },
  );
});

type Answer = { readonly line: number } & (Decision | { readonly error: { readonly code: string } });

async function check(home: Home, name: string, cases: CaseFile['cases']) {
  const { policy, shape, naming } = cases[0];
  const [request, policyFile] = [join(home.path, `${name}.jsonl`), join(home.path, `${name}.policy.json`)];
  await writeFile(request, cases.map(({ body }) => `${JSON.stringify(body)}\n`).join(''));
  await writeFile(policyFile, JSON.stringify(policy ?? {}));
  return home.run([
    ...['check', '--json', '--catalog', 'catalog.json', '--request', request, '--policy', policyFile],
    ...(shape === undefined ? [] : ['--shape', shape]),
    ...(naming === undefined ? [] : ['--naming', naming]),
  ]);
}

/** What the command line calls no request at all: no object, no batch, or nothing in it that names a model. */
function isUnreadable({ verdicts, violations }: RequestCase): boolean {
  const hasNoShape = violations.some((line) => / (BODY_NOT_OBJECT|BODY_WRAPPED|BATCH_MALFORMED)$/.test(line));
  return hasNoShape || verdicts.every((line) => /\/model primary dynamic SERVER_PICKS /.test(line));
}

function caseFiles(): readonly CaseFile[] {
  const files = new Map<string, [RequestCase, ...RequestCase[]]>();
  for (const each of Object.values(requestCases).flat()) {
    const { policy = {}, shape = 'any shape', naming = 'wire' } = each;
    const flags = `${JSON.stringify(policy)}, ${shape}, ${naming}`;
    const cases = files.get(flags);
    if (cases === undefined) files.set(flags, [each]);
    else cases.push(each);
  }
  return [...files].map(([flags, cases]) => ({ flags, cases }));
}
