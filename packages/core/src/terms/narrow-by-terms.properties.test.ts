import type { TermsEntry, TermsTable } from '@distillable/catalog';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { evaluate } from '../decide/evaluate.js';
import { covers, readHost } from '../policy/hosts.js';
import type { Policy } from '../policy/policy.js';
import { judgeHosts } from './judge-hosts.js';

const authors = ['qwen', 'open', 'mistralai'];
const names = ['one', 'two'];
const slugs = authors.flatMap((author) => names.map((name) => `${author}/${name}`));
const conditions = ['name-prefix:Llama', 'obey-law', 'licensee-size:700M-MAU', 'no-competing-models'];
const hosts = ['alibaba', 'mistral', 'deepinfra', 'deepinfra/turbo', 'amazon-bedrock'];

const entry: fc.Arbitrary<TermsEntry> = fc
  .record({
    author: fc.constantFrom(...authors),
    models: fc.uniqueArray(fc.constantFrom('*', 'qwen/*', 'hf:qwen/one', '*/two', ...slugs), {
      minLength: 1,
      maxLength: 3,
    }),
    layer: fc.constantFrom('weights-licence', 'api-terms', 'host-terms'),
    host: fc.constantFrom('alibaba', 'amazon-bedrock', 'deepinfra'),
    statement: fc.constantFrom('allowed', 'allowed-with-conditions', 'disallowed', 'silent', 'unknown'),
    conditions: fc.uniqueArray(fc.constantFrom(...conditions, 'surface:consumer')),
    evidence: fc.constantFrom('primary', 'secondary', 'weak'),
  })
  .map(({ host, ...given }) => ({
    ...{
      id: JSON.stringify(given),
      holder: 'h',
      document: 'd',
      clause: null,
      summary: 's',
      url: null,
      effective: null,
      read: null,
    },
    ...given,
    host: given.layer === 'host-terms' ? host : null,
  }));
const table: fc.Arbitrary<TermsTable> = fc
  .array(entry, { maxLength: 5 })
  .map((entries) => ({ date: '2026-11-27', digest: 'sha256:x', entries }));

const snapshot = fc
  .tuple(
    ...slugs.map((slug) =>
      fc.record({
        permission: fc.constantFrom('distillable', 'distillable', 'distillable', 'not-distillable'),
        huggingFaceId: fc.constantFrom(null, slug),
      }),
    ),
  )
  .map((rows) =>
    catalogSnapshot([
      ...slugs.map((slug, index) => catalogModel(slug, rows[index])),
      catalogAlias('~qwen/latest', 'qwen/one', 'distillable'),
      catalogModel('openrouter/auto', { kind: 'router', permission: 'not-distillable' }),
    ]),
  );

const slug = fc.constantFrom(
  ...slugs,
  ...slugs,
  'qwen/one:nitro',
  '~qwen/latest',
  'private/model',
  'openrouter/auto',
);
const provider = fc.record(
  { only: fc.uniqueArray(fc.constantFrom(...hosts)), ignore: fc.uniqueArray(fc.constantFrom(...hosts)) },
  { requiredKeys: [] },
);
const single = fc.record(
  {
    model: slug,
    models: fc.array(slug, { maxLength: 2 }),
    provider,
    plugins: fc
      .uniqueArray(fc.constantFrom(...slugs, 'qwen/*', '*'))
      .map((models) => [{ id: 'auto-router', allowed_models: models }]),
  },
  { requiredKeys: ['model'] },
);
const body = fc.oneof(
  single,
  fc.record({
    model: slug,
    requests: fc.array(
      single.map((inner) => ({ body: { ...inner, messages: [] } })),
      { minLength: 1, maxLength: 2 },
    ),
  }),
);

const annotating: fc.Arbitrary<Policy> = fc.record(
  {
    mode: fc.constantFrom('reject', 'prune'),
    allow: fc.subarray([...authors, 'private/model'], { minLength: 2 }),
    deny: fc.subarray(['qwen/two', 'mistralai/one'], { maxLength: 1 }),
    hosts: provider,
  },
  { requiredKeys: [] },
);
const accept = fc.subarray([...conditions, 'unknown'], { minLength: 2 });

/** The lists of hosts in every body that is sent. */
function sentHosts(
  request: object | null,
): readonly { readonly only?: readonly string[]; readonly ignore?: readonly string[] }[] {
  const { requests, provider: own } = JSON.parse(JSON.stringify(request));
  return requests === undefined
    ? [own]
    : requests.map(({ body: { provider: inner } }: { body: { provider: object } }) => inner);
}

function areWithin(list: readonly string[], outer: readonly string[]): boolean {
  return list.every((each) => outer.some((entry) => covers(readHost(entry), readHost(each))));
}

it('narrowing by any table lets pass a subset of what annotating does, with hosts that are narrower', () => {
  let passed = 0;
  fc.assert(
    fc.property(table, snapshot, body, annotating, accept, (terms, rows, request, policy, accepted) => {
      const narrowed = evaluate<object>(
        request,
        rows,
        { ...policy, terms: { mode: 'narrow', accept: accepted } },
        { terms },
      );
      if (!narrowed.allowed) return;
      passed += 1;
      const annotated = evaluate<object>(request, rows, policy, { terms });
      expect(annotated.allowed).toBe(true);
      const [wide, narrow] = [sentHosts(annotated.request), sentHosts(narrowed.request)];
      for (const [index, { only, ignore = [] }] of narrow.entries()) {
        expect(areWithin(wide[index]?.ignore ?? [], ignore)).toBe(true);
        if (wide[index]?.only !== undefined) expect(areWithin(only ?? ['none'], wide[index].only)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(passed).toBeGreaterThan(50);
});

it('hosts are judged as a guard bounds them, whether or not terms narrow', () => {
  let ignored = 0;
  const served = ['alibaba/cn', 'Mistral', 'deepinfra/turbo', 'deepinfra/fp8', 'Amazon Bedrock'];
  const bounds = fc.record({ hosts: provider }, { requiredKeys: [] });
  const terms = fc.oneof(
    fc.constant('annotate' as const),
    accept.map((accepted) => ({ mode: 'narrow' as const, accept: accepted })),
  );
  const policies = fc.tuple(bounds, terms).map(([hosts, narrow]): Policy => ({ ...hosts, terms: narrow }));
  fc.assert(
    fc.property(table, snapshot, fc.constantFrom(...slugs), policies, (entries, rows, model, policy) => {
      const row = rows.get(model);
      const { allowed, request } = evaluate<object>({ model }, rows, policy, { terms: entries });
      if (!allowed || row === undefined) return;
      const [{ only, ignore = [] } = {}] = sentHosts(request);
      for (const judged of judgeHosts(row, served, policy, entries)) {
        const isIn = (list: readonly string[]): boolean => areWithin([judged.host], list);
        expect(judged.ignored, judged.host).toBe(isIn(ignore) || (only !== undefined && !isIn(only)));
        if (judged.ignored) ignored += 1;
      }
    }),
    { numRuns: 400 },
  );
  expect(ignored).toBeGreaterThan(50);
});

it('no entry of a table turns a "no" into a "yes": annotating decides as if there were no table', () => {
  const empty: TermsTable = { date: '2026-11-27', digest: 'sha256:x', entries: [] };
  fc.assert(
    fc.property(table, snapshot, body, annotating, (terms, rows, request, policy) => {
      const { terms: _, ...decision } = evaluate<object>(request, rows, policy, { terms });
      const { terms: __, ...without } = evaluate<object>(request, rows, policy, { terms: empty });
      expect(decision).toEqual(without);
      for (const { outcome, verdict } of decision.references) {
        if (verdict === 'not-distillable') expect(outcome).not.toBe('allowed');
      }
    }),
    { numRuns: 300 },
  );
});

it('nothing that a text forbids, or allows on conditions that are not accepted, passes where it is narrowed', () => {
  fc.assert(
    fc.property(table, snapshot, fc.constantFrom(...slugs), accept, (terms, rows, model, accepted) => {
      const policy = { terms: { mode: 'narrow', accept: accepted } } as const;
      fc.pre(evaluate({ model }, rows, policy, { terms }).allowed);
      const weights = terms.entries.filter(
        ({ layer, models, conditions: own }) =>
          layer === 'weights-licence' && models.includes(model) && !own.includes('surface:consumer'),
      );
      for (const { statement, conditions: own } of weights) {
        expect(statement).not.toBe('disallowed');
        if (statement === 'unknown') expect(accepted).toContain('unknown');
        if (statement === 'allowed-with-conditions')
          expect(own.filter((each) => !accepted.includes(each))).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});
