import { Readable } from 'node:stream';
import { parseTerms } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { audit } from './audit.js';
import type { AuditReport } from './report.js';
import { toSarif } from './sarif.js';
import { createTermsSum } from './terms-sum.js';

const entry = (id: string, models: readonly string[], more: object): object => ({
  id,
  author: 'maker',
  models,
  layer: 'weights-licence',
  holder: 'Maker',
  document: 'Licence',
  summary: `Summary of ${id}.`,
  url: `https://example.com/${id}`,
  evidence: 'primary',
  ...more,
});

const terms = parseTerms({
  date: '2026-11-27',
  entries: [
    entry('named', ['maker/a', 'maker/b', 'openrouter/*'], {
      statement: 'allowed-with-conditions',
      conditions: ['name-prefix:Llama', 'obey-law'],
    }),
    entry('weak', ['maker/d'], {
      statement: 'allowed-with-conditions',
      conditions: ['name-prefix:Llama'],
      evidence: 'weak',
    }),
    entry('llama-2', ['meta-llama/llama-2-*'], { statement: 'disallowed', conditions: ['own-family-only'] }),
    entry('service', ['meta-llama/*'], { statement: 'disallowed', layer: 'api-terms' }),
    entry('by-hub-id', ['hf:meta-llama/Llama-2-*'], { statement: 'disallowed' }),
    entry('ban', ['maker/closed', 'maker/open'], {
      statement: 'disallowed',
      conditions: ['no-competing-models'],
      layer: 'api-terms',
    }),
  ],
});

const snapshots = catalogSnapshot([
  ...['a', 'b', 'd', 'closed', 'unread'].map((name) => catalogModel(`maker/${name}`)),
  catalogModel('maker/no', { permission: 'not-distillable' }),
  catalogModel('openrouter/auto', { kind: 'router', permission: 'unlisted' }),
  catalogModel('maker/open', { huggingFaceId: 'Maker/Open' }),
  catalogAlias('~maker/latest', 'maker/a'),
]);

async function auditRows(...rows: readonly object[]): Promise<AuditReport> {
  const stream = Readable.from(rows.map((row) => Buffer.from(`${JSON.stringify(row)}\n`)));
  return audit([{ name: '-', stream }], { snapshots, terms });
}

const countsOf = (claims: AuditReport['terms']['duties'] | AuditReport['terms']['conflicts']) =>
  claims.map((claim) => [
    'condition' in claim ? claim.condition : claim.code,
    claim.rows,
    claim.models.map(({ model, rows }) => `${model} ${rows}`),
    claim.sources.map(({ entry: id, verified }) => `${id} ${verified}`),
    claim.ifMakerServes ? 'if the maker serves' : 'applies',
    claim.first.line,
  ]);

describe('the terms of an audit', () => {
  it('counts a row once for a duty, and once for each model, in however many places and roles they stand', async () => {
    const { terms: found } = await auditRows(
      { model: 'maker/unread' },
      { chosen_model: 'maker/a', rejected_model: 'maker/b', judge: 'maker/a' },
      { model: 'maker/a' },
      { model: 'maker/d' },
    );
    expect(found.table).toEqual({ date: '2026-11-27', digest: terms.digest });
    expect(countsOf(found.duties)).toEqual([
      [
        'name-prefix:Llama',
        3,
        ['maker/a 2', 'maker/b 1', 'maker/d 1'],
        ['named true', 'weak false'],
        'applies',
        2,
      ],
      ['obey-law', 2, ['maker/a 2', 'maker/b 1'], ['named true'], 'applies', 2],
    ]);
  });

  it('lists what forbids before what sets conditions and what was not read, and what applies before what may', async () => {
    const names = ['open', 'open', 'unread', 'unread', 'a', 'closed', 'no'];
    const rows = names
      .map((name) => `maker/${name}`)
      .map((model) => ({
        model,
      }));
    const { terms: found, totals } = await auditRows(...rows);
    expect(countsOf(found.conflicts)).toEqual([
      ['LABEL_YES_TERMS_NO', 1, ['maker/closed 1'], ['ban true'], 'applies', 6],
      ['LABEL_YES_TERMS_NO', 2, ['maker/open 2'], ['ban true'], 'if the maker serves', 1],
      ['LABEL_YES_TERMS_CONDITIONAL', 1, ['maker/a 1'], ['named true'], 'applies', 5],
      ['LABEL_YES_TERMS_UNKNOWN', 2, ['maker/unread 2'], ['null false'], 'applies', 3],
    ]);
    expect(totals.verdicts).toMatchObject({ distillable: 6, 'not-distillable': 1 });
  });

  it('lists what forbids training on models that the list has no more, by their old names', async () => {
    const names = ['meta-llama/Llama-2-70b-chat-hf', 'meta-llama/llama-2-70b-chat'];
    const found = await auditRows(...names.map((model) => ({ model })));
    expect(found.models.map(({ code }) => code)).toEqual(['MODEL_RETIRED', 'MODEL_RETIRED']);
    expect(countsOf(found.terms.conflicts)).toEqual([
      ['NO_LABEL_TERMS_NO', 2, names.map((name) => `${name} 1`), ['llama-2 true'], 'applies', 1],
      ['NO_LABEL_TERMS_NO', 1, [`${names[0]} 1`], ['by-hub-id true'], 'applies', 1],
      ['NO_LABEL_TERMS_NO', 2, names.map((name) => `${name} 1`), ['service true'], 'if the maker serves', 1],
    ]);
  });

  it.each([
    ['a declared name', { model: 'ours' }, 1],
    ['a spelling that is exactly one of its names', { model: 'MAKER/A' }, 1],
    ['a name that no model has', { model: 'nobody-knows' }, 0],
    ['the model that an alias stands for', { model: '~maker/latest' }, 1],
    ['a router', { model: 'openrouter/auto' }, 0],
    ['no name', { text: 'x' }, 0],
    ['something else in the place of a name', { model: 7 }, 0],
    [
      'a model that was only requested',
      { request: { model: 'maker/a' }, response: { model: 'maker/no' } },
      0,
    ],
  ])('finds the duties of %s', async (_what, row, rows) => {
    const stream = Readable.from([Buffer.from(JSON.stringify(row))]);
    const report = await audit([{ name: '-', stream }], { snapshots, terms, names: { ours: 'maker/a' } });
    expect(report.terms.duties.find(({ condition }) => condition === 'name-prefix:Llama')?.rows ?? 0).toBe(
      rows,
    );
  });

  it('are notes in SARIF, under rules of their own', async () => {
    const report = await auditRows({ model: 'maker/a' });
    const [run] = JSON.parse(JSON.stringify(toSarif({ ...report, files: [] }))).runs;
    const notes = run.results.map(({ ruleId, level, message }: Record<string, unknown>) => ({
      ruleId,
      level,
      message,
    }));
    expect(notes).toMatchObject([
      {
        ruleId: 'duty',
        level: 'note',
        message: { text: expect.stringMatching(/^1 row: The name of a distributed model/) },
      },
      { ruleId: 'duty', level: 'note' },
      {
        ruleId: 'terms-conflict',
        level: 'note',
        message: { text: expect.stringContaining('Summary of named.') },
      },
    ]);
  });
});

describe('a host that is known', () => {
  it.each([
    ['its maker', 'maker/open', 'Maker', ['LABEL_YES_TERMS_NO ban 2']],
    ['another than the maker', 'maker/open', 'elsewhere', []],
    // Its name alone says so, and has been counted.
    ['the only one', 'maker/closed', 'Maker', []],
    ['of no labelled model', 'maker/no', 'Maker', []],
  ])('says what its terms forbid: %s', (_what, slug, host, expected) => {
    const sum = createTermsSum(terms);
    const model = snapshots.get(slug);
    for (const line of [1, 2]) {
      sum.addServed(model === undefined ? [] : [model, model], host, { file: 'a', line, offset: 0 });
    }
    const { conflicts } = sum.result();
    expect(conflicts.map(({ code, sources, rows }) => `${code} ${sources[0]?.entry} ${rows}`)).toEqual(
      expected,
    );
  });
});
