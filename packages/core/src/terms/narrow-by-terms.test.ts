import {
  builtInTerms,
  type CatalogModel,
  overlayTerms,
  type TermsEntry,
  type TermsTable,
} from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { evaluate } from '../decide/evaluate.js';
import { judgeHosts } from './judge-hosts.js';

const rows: readonly CatalogModel[] = [
  catalogModel('meta-llama/llama-3-70b-instruct', { huggingFaceId: 'meta-llama/Meta-Llama-3-70B-Instruct' }),
  catalogModel('meta-llama/llama-3.1-70b-instruct', {
    huggingFaceId: 'meta-llama/Meta-Llama-3.1-70B-Instruct',
  }),
  catalogModel('qwen/qwen3-max'),
  catalogModel('qwen/qwen3-32b', { huggingFaceId: 'Qwen/Qwen3-32B' }),
  catalogModel('deepseek/deepseek-r1', { huggingFaceId: 'deepseek-ai/DeepSeek-R1' }),
  catalogModel('mistralai/mistral-large-2407', { huggingFaceId: 'mistralai/Mistral-Large-Instruct-2407' }),
  catalogModel('open/new', { huggingFaceId: 'open/new' }),
  catalogModel('openai/gpt-oss-120b', {
    huggingFaceId: 'openai/gpt-oss-120b',
    permission: 'not-distillable',
  }),
];
const snapshot = catalogSnapshot(rows);

const decide = (model: string, accept: readonly string[] = [], mode: 'reject' | 'prune' = 'reject') =>
  evaluate<Record<string, unknown>>({ model }, snapshot, { mode, terms: { mode: 'narrow', accept } });

const llama = [
  'name-prefix:Llama',
  'licensee-size:700M-MAU',
  'acceptable-use-policy',
  'notice-if-materials-included:Built with Llama',
];

describe('a policy that narrows by terms', () => {
  it.each<[model: string, accept: readonly string[], code: string, entry: string | null]>([
    [
      'meta-llama/llama-3-70b-instruct',
      ['unknown', ...llama, 'own-family-only'],
      'TERMS_DISALLOWED',
      'meta-llama-3.0',
    ],
    [
      'qwen/qwen3-max',
      ['unknown', 'prior-authorisation', 'no-competing-products'],
      'TERMS_DISALLOWED',
      'qwen-model-studio',
    ],
    ['meta-llama/llama-3.1-70b-instruct', [], 'TERMS_CONDITIONAL', 'meta-llama-3.1'],
    ['meta-llama/llama-3.1-70b-instruct', llama.slice(1), 'TERMS_CONDITIONAL', 'meta-llama-3.1'],
    ['mistralai/mistral-large-2407', ['non-commercial'], 'TERMS_UNKNOWN', 'mistral-mrl'],
    ['mistralai/mistral-large-2407', ['unknown'], 'TERMS_CONDITIONAL', 'mistral-mrl'],
    ['open/new', llama, 'TERMS_UNKNOWN', null],
    ['private/model', [], 'UNKNOWN_MODEL', null],
    ['openai/gpt-oss-120b', ['unknown'], 'NOT_DISTILLABLE', null],
  ])('rejects %s where %j is accepted: %s', (model, accept, code, entry) => {
    const source = builtInTerms().entries.find(({ id }) => id === entry)?.url ?? null;
    const { violations } = decide(model, accept);
    expect(violations).toMatchObject([{ path: '/model', code }]);
    const isOfTerms = code.startsWith('TERMS_');
    expect(violations[0]?.terms).toEqual(isOfTerms ? { entry, source } : undefined);
    for (const text of [entry, source]) expect(violations[0]?.message).toContain(text ?? '');
  });

  it('names every condition that is missing, as it is to be accepted', () => {
    const [violation] = decide('meta-llama/llama-3.1-70b-instruct', ['acceptable-use-policy']).violations;
    expect(violation?.message).toContain(
      '"name-prefix:Llama", "licensee-size:700M-MAU", "notice-if-materials-included:Built with Llama"',
    );
  });

  it.each<[model: string, accept: readonly string[], accepted: readonly object[]]>([
    ['deepseek/deepseek-r1', [], []],
    ['qwen/qwen3-32b', llama, []],
    [
      'meta-llama/llama-3.1-70b-instruct',
      llama,
      llama.map((condition) => ({
        model: 'meta-llama/llama-3.1-70b-instruct',
        condition,
        entry: 'meta-llama-3.1',
      })),
    ],
    [
      'mistralai/mistral-large-2407',
      ['non-commercial', 'unknown'],
      ['unknown', 'non-commercial'].map((condition) => ({
        model: 'mistralai/mistral-large-2407',
        condition,
        entry: 'mistral-mrl',
      })),
    ],
    ['open/new', ['unknown'], [{ model: 'open/new', condition: 'unknown', entry: null }]],
  ])('lets %s pass where %j is accepted, and records each acceptance', (model, accept, accepted) => {
    const { allowed, terms } = decide(model, accept);
    expect(allowed).toBe(true);
    expect(terms?.accepted).toEqual(accepted);
  });

  it.each<[what: string, text: Partial<TermsEntry>]>([
    ['was not read', { statement: 'unknown' }],
    ['permits it, by weak evidence', { evidence: 'weak' }],
    ['is silent, by weak evidence', { statement: 'silent', evidence: 'weak' }],
  ])('counts a text that %s as unknown', (_, text) => {
    const terms: TermsTable = { date: '2026-11-27', digest: 'sha256:x', entries: [entryOf(text)] };
    const codesWhere = (accept: readonly string[]) =>
      evaluate(
        { model: 'open/new' },
        snapshot,
        { terms: { mode: 'narrow', accept } },
        { terms },
      ).violations.map(({ code }) => code);
    expect(codesWhere(llama)).toEqual(['TERMS_UNKNOWN']);
    expect(codesWhere(['unknown'])).toEqual([]);
  });

  it('lets a private model pass only where unknown terms are accepted', () => {
    const policy = { allow: ['private/model'], terms: { mode: 'narrow' } } as const;
    expect(evaluate({ model: 'private/model' }, snapshot, policy).violations).toMatchObject([
      { code: 'TERMS_UNKNOWN' },
    ]);
    const accepting = { ...policy, terms: { mode: 'narrow', accept: ['unknown'] } } as const;
    expect(evaluate({ model: 'private/model' }, snapshot, accepting).allowed).toBe(true);
  });

  it('suggests only models that pass', () => {
    const { violations } = decide('qwen/qwen3-max');
    expect(violations[0]?.alternatives).toEqual(
      expect.arrayContaining(['qwen/qwen3-32b', 'deepseek/deepseek-r1']),
    );
    expect(violations[0]?.alternatives).toHaveLength(2);
  });

  it('drops what terms keep out where it prunes, and bounds routers by what passes', () => {
    const policy = { mode: 'prune', terms: { mode: 'narrow' } } as const;
    const pruned = evaluate<object>(
      { model: 'qwen/qwen3-max', models: ['qwen/qwen3-32b'] },
      snapshot,
      policy,
    );
    expect(pruned.request).toMatchObject({ model: 'qwen/qwen3-32b' });
    const bounded = evaluate<object>({ model: 'openrouter/auto' }, snapshot, policy);
    expect(bounded.request).toMatchObject({
      plugins: [{ allowed_models: ['deepseek/deepseek-r1', 'qwen/qwen3-32b'] }],
      provider: { ignore: expect.arrayContaining(['alibaba', 'amazon-bedrock']) },
    });
    const plugins = [{ id: 'auto-router', allowed_models: ['qwen/*'] }];
    expect(
      evaluate({ model: 'openrouter/auto', plugins }, snapshot, { terms: { mode: 'narrow' } }).violations,
    ).toMatchObject([{ code: 'WILDCARD_NOT_DISTILLABLE', alternatives: ['qwen/qwen3-32b'] }]);
  });

  it('ignores hosts whose terms forbid it, and the service of a maker whose terms keep the model out there', () => {
    const everywhere = ['amazon-bedrock', 'baidu', 'alibaba'];
    expect(decide('deepseek/deepseek-r1').request).toMatchObject({ provider: { ignore: everywhere } });
    // Alibaba's terms forbid it as the host, as the maker, and by what narrowing makes of the maker's: once is enough.
    const ofMaker = ['alibaba', 'amazon-bedrock', 'baidu'];
    expect(decide('qwen/qwen3-32b').request).toMatchObject({ provider: { ignore: ofMaker } });
    const table: TermsTable = {
      date: '2026-11-27',
      digest: 'sha256:x',
      entries: [entryOf({ id: 'weights' }), entryOf({ id: 'api', layer: 'api-terms', statement: 'unknown' })],
    };
    const ignoredBy = (accept: readonly string[]) =>
      evaluate<Record<string, unknown>>(
        { model: 'open/new' },
        snapshot,
        { terms: { mode: 'narrow', accept } },
        { terms: table },
      ).request?.['provider'];
    expect(ignoredBy([])).toMatchObject({ ignore: ['open'] });
    expect(ignoredBy(['unknown'])).toEqual({ enforce_distillable_text: true });
  });

  it.each<[host: string, code: string, ignored: boolean, entry: string | null]>([
    ['DeepInfra', 'HOST_ALLOWED', false, 'host-deepinfra'],
    ['deepinfra/turbo', 'HOST_IGNORED', true, null],
    ['Groq', 'HOST_TERMS_UNKNOWN', false, 'host-groq'],
    ['Nobody', 'HOST_TERMS_UNKNOWN', false, null],
    ['amazon-bedrock/eu', 'HOST_TERMS_NO', true, 'host-amazon-bedrock'],
    ['DeepSeek', 'HOST_TERMS_NOT_ACCEPTED', true, 'own'],
  ])('judges %s as %s', (host, code, ignored, entry) => {
    const table = overlayTerms(builtInTerms(), {
      date: '2026-11-27',
      digest: 'sha256:x',
      entries: [
        entryOf({
          id: 'own',
          models: ['deepseek/*'],
          author: 'deepseek',
          layer: 'api-terms',
          conditions: ['registration'],
        }),
      ],
    });
    const policy = { terms: { mode: 'narrow' }, hosts: { ignore: ['deepinfra/turbo'] } } as const;
    const model = snapshot.get('deepseek/deepseek-r1');
    expect(model && judgeHosts(model, [host], policy, table)).toMatchObject([{ host, code, ignored, entry }]);
  });

  it('ignores them in every body of a batch, by the model of its frame too', () => {
    const requests = [
      { body: { messages: [] } },
      { body: { messages: [], provider: { ignore: ['azure'] } } },
    ];
    const batch = { model: 'deepseek/deepseek-r1', requests };
    const { request } = evaluate<object>(batch, snapshot, { terms: { mode: 'narrow' } });
    const ignore = ['amazon-bedrock', 'baidu', 'alibaba'];
    expect(request).toMatchObject({
      requests: [
        { body: { provider: { ignore } } },
        { body: { provider: { ignore: ['azure', ...ignore] } } },
      ],
    });
  });

  it('rejects preferences beside the bodies of a batch, whose hosts it could not bound', () => {
    const requests = [{ body: { model: 'deepseek/deepseek-r1', messages: [] } }];
    const batch = { requests, provider: { only: ['amazon-bedrock'] } };
    expect(evaluate(batch, snapshot, { terms: { mode: 'narrow' } }).violations).toContainEqual(
      expect.objectContaining({ path: '/provider', code: 'HOSTS_MALFORMED' }),
    );
  });

  it('rejects a request for a host whose terms forbid it', () => {
    const body = { model: 'deepseek/deepseek-r1', provider: { only: ['Amazon Bedrock'] } };
    expect(evaluate(body, snapshot, { terms: { mode: 'narrow' } }).violations).toMatchObject([
      { path: '/provider/only', code: 'HOSTS_EXCLUDED' },
    ]);
  });

  it('is judged by what the policy is now, also where its object is changed between two requests', () => {
    const accept: string[] = [];
    const policy = { terms: { mode: 'narrow', accept } } as const;
    const pass = () => evaluate({ model: 'open/new' }, snapshot, policy).allowed;
    expect(pass()).toBe(false);
    accept.push('unknown');
    expect(pass()).toBe(true);
    accept.pop();
    expect(pass()).toBe(false);
  });
});

describe('a policy that only annotates', () => {
  const annotated = (body: object) => evaluate(body, snapshot);

  it('says in every decision what the models owe, and where texts and label differ', () => {
    const { date, digest } = builtInTerms();
    const body = {
      model: 'meta-llama/llama-3.1-70b-instruct',
      models: ['qwen/qwen3-max', 'openai/gpt-oss-120b'],
    };
    expect(annotated(body).terms).toMatchObject({
      table: { date, digest },
      models: [
        {
          model: body.model,
          duties: llama.map((condition) => ({ condition, entry: 'meta-llama-3.1' })),
          conflicts: [{ code: 'LABEL_YES_TERMS_CONDITIONAL' }],
        },
        {
          model: 'qwen/qwen3-max',
          duties: [],
          conflicts: [{ code: 'LABEL_YES_TERMS_NO', entry: 'qwen-model-studio' }],
        },
        { model: 'openai/gpt-oss-120b', conflicts: [{ code: 'LABEL_NO_TERMS_ALLOW' }] },
      ],
      accepted: [],
    });
  });

  it('changes nothing else', () => {
    const { terms: _, ...silent } = annotated({ model: 'qwen/qwen3-max' });
    const empty: TermsTable = { date: '2026-11-27', digest: 'sha256:x', entries: [] };
    const { terms: __, ...without } = evaluate(
      { model: 'qwen/qwen3-max' },
      snapshot,
      { terms: 'annotate' },
      { terms: empty },
    );
    expect(silent).toEqual(without);
    expect(silent).toMatchObject({
      allowed: true,
      request: { provider: { enforce_distillable_text: true } },
    });
  });

  it('says nothing where the catalog has no model that is named', () => {
    expect(annotated({ model: 'private/model' }).terms).toBeNull();
    expect(evaluate({ model: 'qwen/qwen3-max' }, null).terms).toBeNull();
  });
});

function entryOf(fields: Partial<TermsEntry>): TermsEntry {
  return {
    ...{
      id: 'entry',
      author: 'open',
      models: ['open/*'],
      host: null,
      layer: 'weights-licence',
      holder: 'Open',
    },
    ...{ document: 'Licence', statement: 'allowed', conditions: [], clause: null, summary: 'It says so.' },
    ...{ url: null, effective: null, read: null, evidence: 'primary' },
    ...fields,
  };
}
