import { CatalogError, type CatalogModel } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import type { SnapshotSource } from './decide/judge-request.js';
import type { PresetSource } from './decide/presets.js';
import { createGuard } from './guard.js';
import type { Policy } from './policy/policy.js';
import { PolicyViolationError } from './send/rejection.js';

const model = (slug: string, permission: CatalogModel['permission'], outputModalities = ['text']) =>
  catalogModel(slug, { permission, outputModalities });
const retrievedAt = Date.UTC(2026, 8, 2);
const snapshotOf = (...models: CatalogModel[]) =>
  catalogSnapshot(models, { retrievedAt: new Date(retrievedAt) });
const snapshot = snapshotOf(
  model('open/small', 'distillable'),
  model('open/large', 'distillable'),
  model('closed/big', 'not-distillable'),
);
const catalog: SnapshotSource = { snapshot: async () => snapshot };
const noCatalog: SnapshotSource = {
  snapshot: () =>
    Promise.reject(
      new CatalogError('CATALOG_UNAVAILABLE', 'The list could not be read.', {
        details: { retrievedAt: null },
      }),
    ),
};
const now = () => retrievedAt + 1_000;
const flag = { enforce_distillable_text: true };

/** The error of the guard, with its type. */
async function violationOf(enforcing: Promise<unknown>): Promise<PolicyViolationError> {
  const error: unknown = await enforcing.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PolicyViolationError)) throw new Error(`not a violation: ${String(error)}`);
  return error;
}

describe('a guard', () => {
  const guard = createGuard({ catalog, now });

  it('hands out the body to send, and never the one that was given', async () => {
    const body = { model: 'open/small', messages: [{ role: 'user', content: 'Hello' }] };
    const enforced = await guard.enforce(body);
    expect(enforced).toEqual({ ...body, provider: flag });
    expect(body).not.toHaveProperty('provider');

    const guarded = { model: 'open/small', provider: flag };
    expect(await guard.enforce(guarded)).toEqual(guarded);
    expect(await guard.enforce(guarded)).not.toBe(guarded);
  });

  it('returns a rejection, and does not throw it', async () => {
    const decision = await guard.check({ model: 'closed/big' });
    expect(decision).toMatchObject({ allowed: false, request: null, changes: [] });
    expect(decision.violations).toMatchObject([{ path: '/model', code: 'NOT_DISTILLABLE' }]);
    expect(decision.references[0]?.alternatives).toContain('open/large');
  });

  it.each([null, undefined, 4, 'text', [], () => {}])('returns a rejection of %o too', async (body) => {
    const decision = await guard.check(body);
    expect(decision.violations).toMatchObject([{ path: '', code: 'BODY_NOT_OBJECT' }]);
  });

  it('throws the decision where it is to enforce', async () => {
    const error = await violationOf(
      guard.enforce({ model: 'closed/big', models: ['open/small', 'nobody/x'] }),
    );
    expect(error).toMatchObject({ name: 'PolicyViolationError', code: 'POLICY_VIOLATION' });
    expect(error.decision).toMatchObject({ allowed: false, request: null });
    expect(error.decision.references).toHaveLength(3);
    expect(error.message).toMatch(/^Refused to send: \/model: closed\/big is not marked as distillable/);
    expect(error.message).toContain('Nearest: open/');
    expect(error.message).toContain('(and 1 more: /models/1)');
    expect(error.details).toMatchObject({
      violations: [{ code: 'NOT_DISTILLABLE' }, { code: 'UNKNOWN_MODEL' }],
      catalog: { digest: snapshot.digest },
    });
  });

  it('shows nothing of the prompt in an error', async () => {
    const body = {
      model: 'closed/big',
      messages: [{ role: 'user', content: 'my secret' }],
      input: [{ type: 'message', content: 'my secret' }],
      prompt: { id: 'p', variables: { name: 'my secret' } },
      system: 'my secret',
    };
    const error = await violationOf(guard.enforce(body));
    const shown = [error.message, error.stack, JSON.stringify(error.details), JSON.stringify(error.decision)];
    expect(shown.join('\n')).not.toContain('secret');
  });

  it('takes the shape, the spelling and the number of alternatives', async () => {
    expect(await guard.check({ model: 'open/small' }, { naming: 'sdk' })).toMatchObject({
      request: { provider: { enforceDistillableText: true } },
    });
    const batch = await guard.check({ model: 'open/small' }, { shape: 'batch' });
    expect(batch.violations).toMatchObject([{ path: '/requests', code: 'BATCH_MALFORMED' }]);
    const rejected = await guard.check({ model: 'closed/big' }, { alternatives: 1 });
    expect(rejected.references[0]?.alternatives).toHaveLength(1);
  });

  it('reports the catalog, and how fresh it was by the clock', async () => {
    const at = async (age: number) => {
      const decision = await createGuard({ catalog, now: () => retrievedAt + age }).check({
        model: 'open/small',
      });
      return decision.catalog?.freshness;
    };
    expect(await at(0)).toBe('fresh');
    expect(await at(3_600_001)).toBe('stale');
    expect(await at(86_400_001)).toBe('expired');
    const { catalog: facts } = await guard.check({ model: 'open/small' });
    expect(facts).toEqual({
      digest: snapshot.digest,
      retrievedAt: '2026-09-02T00:00:00.000Z',
      freshness: 'fresh',
      source: snapshot.source,
    });
  });

  it('asks for a snapshot at each check', async () => {
    const snapshots = [snapshot, snapshotOf(model('open/small', 'not-distillable'))];
    const changing = createGuard({ catalog: { snapshot: async () => snapshots.shift() ?? snapshot }, now });
    expect((await changing.check({ model: 'open/small' })).allowed).toBe(true);
    expect((await changing.check({ model: 'open/small' })).allowed).toBe(false);
  });

  it.each<[number, number, boolean]>([
    [60_000, 60_000, true],
    [60_000, 60_001, false],
    [60_000, -60_001, false],
    [0, 0, true],
    [0, 1, false],
  ])('with a limit of %s ms takes a catalog of %s ms: %s', async (maxCatalogAge, age, expected) => {
    const limited = createGuard({ catalog, policy: { maxCatalogAge }, now: () => retrievedAt + age });
    const decision = await limited.check({ model: 'open/small' });
    expect(decision.allowed).toBe(expected);
    expect(decision.violations.map(({ code }) => code)).toEqual(expected ? [] : ['CATALOG_TOO_OLD']);
  });

  it('leaves out alternatives that have expired by its clock', async () => {
    const old = { ...model('open/old', 'distillable'), expirationDate: '2026-09-01' };
    const withOld = snapshotOf(...snapshot.models(), old);
    const alternatives = async (day: number) => {
      const dated = createGuard({
        catalog: { snapshot: async () => withOld },
        now: () => Date.UTC(2026, 7, day),
      });
      return (await dated.check({ model: 'closed/big' })).references[0]?.alternatives;
    };
    expect(await alternatives(31)).toContain('open/old');
    expect(await alternatives(32)).not.toContain('open/old');
  });
});

describe('a guard with other options', () => {
  const onReceipt = () => {};
  const guard = createGuard({
    catalog,
    now,
    policy: { deny: ['open/large'] },
    send: { baseUrl: 'https://gateway.example/v1/', metadata: false },
    receipts: { onReceipt, content: true },
  });

  it('has the options of the first, with their defaults', () => {
    expect(guard.options).toMatchObject({
      catalog,
      now,
      policy: { deny: ['open/large'] },
      send: { baseUrl: 'https://gateway.example/v1', metadata: false, passThrough: [], rejected: 'throw' },
      verify: { unverified: 'throw' },
      receipts: { onReceipt, content: true, textHashes: false },
    });
  });

  it('keeps what is not given in a group, and all other groups', () => {
    const changed = guard.with({ send: { rejected: 'respond' }, receipts: { textHashes: true } });
    expect(changed.options).toEqual({
      ...guard.options,
      send: { ...guard.options.send, rejected: 'respond' },
      receipts: { onReceipt, content: true, textHashes: true },
    });
    expect(guard.options.send.rejected).toBe('throw');
  });

  it('replaces the policy as a whole', async () => {
    const changed = guard.with({ policy: { deny: ['open/small'] } });
    const allowed = async (slug: string) => (await changed.check({ model: slug })).allowed;
    expect([await allowed('open/large'), await allowed('open/small')]).toEqual([true, false]);
    expect((await guard.check({ model: 'open/large' })).allowed).toBe(false);
  });

  it.each([
    ['an invalid base URL', { send: { baseUrl: 'gateway' } }],
    ['an entry of passThrough that lists nothing', { send: { passThrough: ['gateway'] } }],
    ['a policy that needs a source of presets', { policy: { presets: 'resolve' } }],
  ] as const)('is a TypeError with %s', (_, options) => {
    expect(() => guard.with(options)).toThrow(TypeError);
  });
});

describe('a guard without a catalog', () => {
  const judge = (policy: Policy, body: unknown) =>
    createGuard({ catalog: noCatalog, policy, now }).check(body);

  it('rejects everything', async () => {
    const decision = await judge({}, { model: 'open/small', provider: flag });
    expect(decision).toMatchObject({ allowed: false, request: null, catalog: null });
    expect(decision.violations).toMatchObject([
      { path: '', code: 'CATALOG_UNAVAILABLE', message: 'The list could not be read.' },
      { path: '/model', code: 'NO_CATALOG' },
    ]);
    expect(
      await violationOf(createGuard({ catalog: noCatalog }).enforce({ model: 'open/small' })),
    ).toBeDefined();
  });

  it('rejects too where the catalog throws at once', async () => {
    const broken: SnapshotSource = {
      snapshot() {
        throw new Error('not today');
      },
    };
    const { violations } = await createGuard({ catalog: broken }).check({ model: 'open/small' });
    expect(violations[0]).toMatchObject({ code: 'CATALOG_UNAVAILABLE', message: 'not today' });
  });

  it.each([null, 'text', [], 7])('rejects %j', async (body) => {
    expect(await judge({ withoutCatalog: 'enforce-only' }, body)).toMatchObject({ allowed: false });
  });

  it('may leave plain models to the server, with the flag, and says that they are unchecked', async () => {
    const policy: Policy = { withoutCatalog: 'enforce-only' };
    const decision = await judge(policy, { model: 'closed/big', models: ['open/small:free'] });
    expect(decision).toMatchObject({
      allowed: true,
      violations: [],
      changes: [{ op: 'add', path: '/provider', value: flag }],
      request: { provider: flag },
      catalog: null,
    });
    expect(decision.references).toMatchObject([
      { path: '/model', code: 'UNCHECKED', verdict: 'unknown', outcome: 'allowed' },
      { path: '/models/0', code: 'UNCHECKED', verdict: 'unknown', outcome: 'allowed' },
    ]);
  });

  it.each([
    ['no model', {}, 'SERVER_PICKS'],
    ['a number', { model: 7 }, 'NOT_A_SLUG'],
    ['an empty slug', { model: '' }, 'NO_CATALOG'],
    ['an author alone', { model: 'open' }, 'NO_CATALOG'],
    ['an alias', { model: '~open/latest' }, 'NO_CATALOG'],
    ['a router', { model: 'openrouter/auto' }, 'ROUTER_UNBOUNDED'],
    ['a router with a variant', { model: 'openrouter/auto:online' }, 'ROUTER_UNBOUNDED'],
    ['a preset', { model: 'open/small', preset: 'mine' }, 'PRESET_UNKNOWN'],
    ['a model with a preset', { model: 'open/small@preset/mine' }, 'PRESET_UNKNOWN'],
    [
      'a worker',
      { model: 'open/small', tools: [{ type: 'openrouter:subagent', parameters: { model: 'open/small' } }] },
      'NO_CATALOG',
    ],
    ['a default panel', { model: 'open/small', plugins: [{ id: 'fusion' }] }, 'SERVER_PICKS'],
    [
      'candidates',
      { model: 'open/small', plugins: [{ id: 'auto-router', allowed_models: ['open/*'] }] },
      'NO_CATALOG',
    ],
    ['a new field', { model: 'open/small', draft_model: 'open/large' }, 'NO_CATALOG'],
  ])('never leaves %s to the server', async (_, body, code) => {
    const decision = await judge({ withoutCatalog: 'enforce-only' }, body);
    expect(decision.allowed).toBe(false);
    expect(decision.violations.map((violation) => violation.code)).toEqual(['CATALOG_UNAVAILABLE', code]);
  });

  it('keeps to the lists of the policy', async () => {
    const policy: Policy = { withoutCatalog: 'enforce-only', allow: ['open/small'], deny: ['closed'] };
    const codes = async (slug: string) =>
      (await judge(policy, { model: slug })).references.map(({ code }) => code);
    expect(await codes('open/small')).toEqual(['UNCHECKED']);
    expect(await codes('open/large')).toEqual(['NOT_IN_POLICY']);
    expect(await codes('closed/big:nitro')).toEqual(['DENIED_BY_POLICY']);
  });

  it('rejects preferences that can not carry the flag', async () => {
    const policy: Policy = { withoutCatalog: 'enforce-only' };
    expect(await judge(policy, { model: 'open/small', provider: 'x' })).toMatchObject({ allowed: false });
  });

  it('gives each body of a batch the flag', async () => {
    const policy: Policy = { withoutCatalog: 'enforce-only' };
    const decision = await judge(policy, { model: 'open/small', requests: [{ body: {} }, { body: {} }] });
    expect(decision.changes.map(({ path }) => path)).toEqual([
      '/requests/0/body/provider',
      '/requests/1/body/provider',
    ]);
  });
});

describe('a guard that resolves presets', () => {
  const contents: Record<string, object> = {
    mine: { model: 'open/small', provider: { zdr: true, data_collection: 'deny' } },
    closed: { model: 'closed/big' },
    advised: { tools: [{ type: 'openrouter:advisor', parameters: { model: 'closed/big' } }] },
    nested: { model: '@preset/mine' },
  };
  let asked: string[] = [];
  const presets: PresetSource = {
    apiKey: 'key',
    fetch: async (input) => {
      const slug = decodeURIComponent(String(input).replace(/^.*\/presets\//, ''));
      asked.push(slug);
      const config = contents[slug];
      return config === undefined
        ? new Response('{}', { status: 404 })
        : Response.json({ data: { designated_version: { config } } });
    },
  };
  const guard = createGuard({ catalog, policy: { presets: 'resolve' }, presets, now });

  it('needs a source for them', () => {
    expect(() => createGuard({ catalog, policy: { presets: 'resolve' } })).toThrow(TypeError);
  });

  it('reads none where the policy does not say so', async () => {
    asked = [];
    const careful = createGuard({ catalog, presets, now });
    const { violations } = await careful.check({ model: 'open/small', preset: 'mine' });
    expect(violations).toMatchObject([{ path: '/preset', code: 'PRESET_UNKNOWN' }]);
    expect(asked).toEqual([]);
  });

  it('reads none where none is named, and each once', async () => {
    asked = [];
    await guard.check({ model: 'open/small' });
    await guard.check({ preset: 'mine', model: '@preset/mine' });
    expect(asked).toEqual(['mine']);
  });

  it("carries the preset's provider preferences into the request with the flag, and lists the change", async () => {
    const decision = await guard.check({ preset: 'mine', messages: [] });
    const provider = { zdr: true, data_collection: 'deny', ...flag };
    expect(decision.changes).toEqual([{ op: 'add', path: '/provider', value: provider }]);
    expect(decision.request).toEqual({ preset: 'mine', messages: [], provider });
    expect(decision.references).toMatchObject([
      { path: '/preset', requested: 'open/small', code: 'DISTILLABLE' },
    ]);
  });

  it("spells the preset's provider preferences as the body's reader does", async () => {
    const decision = await guard.check({ preset: 'mine', messages: [] }, { naming: 'sdk' });
    const value = { zdr: true, dataCollection: 'deny', enforceDistillableText: true };
    expect(decision.changes).toEqual([{ op: 'add', path: '/provider', value }]);
  });

  it("leaves the request's own provider preferences alone but for the flag", async () => {
    const decision = await guard.check({ preset: 'mine', provider: { only: ['x'] } });
    expect(decision.request).toEqual({ preset: 'mine', provider: { only: ['x'], ...flag } });
  });

  it("judges the preset's model where the request names none", async () => {
    const { violations } = await guard.check({ preset: 'closed' });
    expect(violations).toMatchObject([{ path: '/preset', code: 'NOT_DISTILLABLE' }]);
    const bySlug = await guard.check({ model: '@preset/closed' });
    expect(bySlug.violations).toMatchObject([{ path: '/model', code: 'NOT_DISTILLABLE' }]);
    expect(await guard.check({ preset: 'closed', model: 'open/small' })).toMatchObject({ allowed: true });
  });

  it("judges the preset's tools beside the request's own", async () => {
    const { references } = await guard.check({
      model: 'open/small',
      preset: 'advised',
      tools: [{ type: 'openrouter:subagent', parameters: { model: 'open/large' } }],
    });
    expect(references).toMatchObject([
      { path: '/model', outcome: 'allowed' },
      { path: '/tools/0/parameters/model', role: 'worker', outcome: 'allowed' },
      { path: '/preset', role: 'advisor', requested: 'closed/big', outcome: 'refused' },
    ]);
  });

  it('drops nothing of what a preset brings, in prune mode either', async () => {
    const pruning = createGuard({ catalog, policy: { presets: 'resolve', mode: 'prune' }, presets, now });
    const decision = await pruning.check({ preset: 'closed', models: ['open/small'] });
    expect(decision.violations).toMatchObject([{ path: '/preset', code: 'NOT_DISTILLABLE' }]);
  });

  it.each([
    ['a preset within a preset', { preset: 'nested' }, ['PRESET_UNKNOWN']],
    ['several presets', { preset: 'mine', model: '@preset/closed' }, ['PRESET_UNKNOWN', 'PRESET_UNKNOWN']],
    [
      'a preset that is not there',
      { model: 'open/small', preset: 'gone' },
      ['PRESET_UNKNOWN', 'PRESET_UNREADABLE'],
    ],
    [
      'a slug that no address can carry',
      { model: 'open/small', preset: '\ud800' },
      ['PRESET_UNKNOWN', 'PRESET_UNREADABLE'],
    ],
  ])('rejects %s', async (_, body, codes) => {
    const decision = await guard.check(body);
    expect(decision).toMatchObject({ allowed: false, request: null });
    expect(decision.violations.map(({ code }) => code)).toEqual(codes);
  });

  it('reads the presets of each body of a batch', async () => {
    const decision = await guard.check({
      requests: [{ body: { preset: 'mine' } }, { body: { preset: 'closed' } }],
    });
    expect(decision.references).toMatchObject([
      { path: '/requests/0/body/preset', outcome: 'allowed' },
      { path: '/requests/1/body/preset', outcome: 'refused' },
    ]);
  });
});

describe('without a catalog, under enforce-only', () => {
  it.each([
    ['open/small', true],
    ['openrouter/new-router', false],
    ['OpenRouter/Auto', false],
    ['~open/latest', false],
    ['open/small@preset/x', false],
  ])('a request for %s is left to the server: %s', async (slug, expected) => {
    const guard = createGuard({ catalog: noCatalog, policy: { withoutCatalog: 'enforce-only' } });
    expect((await guard.check({ model: slug })).allowed).toBe(expected);
  });
});
