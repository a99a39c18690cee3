import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { evaluate } from './decide/evaluate.js';
import { createGuard } from './guard.js';
import { guardAiSdk, guardAnthropic, guardLangChain, guardOpenAI, guardOpenRouter } from './integrations.js';
import { distillableInterceptor } from './undici/interceptor.js';

const snapshot = catalogSnapshot([catalogModel('qwen/small')]);
const catalog = { snapshot: async () => snapshot };
const guard = createGuard({ catalog });

/** As JavaScript calls it: without types. */
// biome-ignore format: a table
const loose = (fn: unknown, ...given: readonly unknown[]): unknown => Reflect.apply(Object(fn), undefined, given);

const policies: readonly (readonly [object | null | string, string])[] = [
  [{ denny: ['qwen'] }, '.denny is not an option. Did you mean "deny"?'],
  [{ deny: 'qwen' }, '.deny must be a list of strings: ["qwen"].'],
  [{ deny: [7] }, '.deny.0 must be a string.'],
  [{ allow: null }, '.allow must be a list of strings.'],
  [{ allow: ['a', 'Qwen'] }, '.allow.1 ("Qwen") can match no model.'],
  [{ mode: 'prun' }, '.mode must be "reject" or "prune". Did you mean "prune"?'],
  [{ mode: 'REJECT' }, '.mode must be "reject" or "prune". Did you mean "reject"?'],
  [{ presets: true }, '.presets must be "reject" or "resolve".'],
  [{ routers: 'none' }, '.routers must be "bounded" or "reject".'],
  [{ maxCatalogAge: '1h' }, '.maxCatalogAge must be a finite number of at least 0.'],
  [{ maxCatalogAge: -1 }, '.maxCatalogAge must be'],
  [{ maxCatalogAge: Number.NaN }, '.maxCatalogAge must be'],
  [{ withoutCatalog: 'allow' }, '.withoutCatalog must be "reject" or "enforce-only".'],
  [{ onCatalogUnavailable: 'reject' }, '.onCatalogUnavailable is not an option. The options are'],
  [[], ' must be an object.'],
  [null, ' must be an object.'],
  ['strict', ' must be an object.'],
  [Object.create({ denny: [] }), '.denny is not an option.'],
  [Object.create({ deny: 'qwen' }), '.deny must be'],
];

const options: readonly (readonly [unknown, string])[] = [
  [{ onReciept: () => {} }, 'onReciept is not an option.'],
  [{ reciepts: {} }, 'reciepts is not an option. Did you mean "receipts"?'],
  [{ receipts: { onReciept: () => {} } }, 'receipts.onReciept is not an option. Did you mean "onReceipt"?'],
  [{ receipts: { onReceipt: 'log' } }, 'receipts.onReceipt must be a function.'],
  [{ receipts: { content: 'yes' } }, 'receipts.content must be true or false.'],
  [{ receipts: { textHashes: 1 } }, 'receipts.textHashes must be true or false.'],
  [{ receipts: () => {} }, 'receipts must be an object.'],
  [{ send: { rejected: 'trow' } }, 'send.rejected must be "throw" or "respond". Did you mean "throw"?'],
  [{ send: { baseURL: 'https://a.test' } }, 'send.baseURL is not an option. Did you mean "baseUrl"?'],
  [{ send: { baseUrl: 7 } }, 'send.baseUrl must be a string.'],
  [{ send: { fetch: {} } }, 'send.fetch must be a function.'],
  [{ send: { passThrough: '/a' } }, 'send.passThrough must be a list of strings: ["/a"].'],
  [{ send: { metadata: 'no' } }, 'send.metadata must be true or false.'],
  [{ send: null }, 'send must be an object.'],
  [{ baseUrl: 'https://a.test' }, 'baseUrl is not an option.'],
  [{ verify: { unverified: 'ignore' } }, 'verify.unverified must be "throw" or "warn".'],
  [{ verify: 'warn' }, 'verify must be an object.'],
  [{ presets: { apikey: 'x' } }, 'presets.apikey is not an option. Did you mean "apiKey"?'],
  [{ presets: { apiKey: 7 } }, 'presets.apiKey must be a string.'],
  [{ presets: { apiKey: 'x', timeout: 0 } }, 'presets.timeout must be a number of at least 1'],
  [{ terms: {} }, 'terms.date must be given.'],
  [{ policy: { terms: 'narrow' } }, 'policy.terms must be "annotate", or an object with mode, accept.'],
  [{ now: 7 }, 'now must be a function.'],
  [{ onRejection: true }, 'onRejection must be a function.'],
  [{ catalog: null }, 'catalog must be an object with snapshot, such as createCatalog().'],
  [{ catalog: () => catalog }, 'catalog must be an object with snapshot'],
  [{ catalog: Promise.resolve(catalog) }, 'catalog must be an object with snapshot'],
  [{ catalog: snapshot }, 'catalog must be an object with snapshot'],
  ...policies.map(([policy, message]) => [{ policy }, `policy${message}`] as const),
];

describe('options that are invalid', () => {
  it.each(options)('are a TypeError of createGuard and guard.with: %j', (given, message) => {
    expect(() => loose(createGuard, { catalog, ...Object(given) })).toThrow(TypeError);
    expect(() => loose(createGuard, { catalog, ...Object(given) })).toThrow(`createGuard: ${message}`);
    expect(() => loose(guard.with, given)).toThrow(`guard.with: ${message}`);
  });

  it.each([[undefined], [null], [7], [[]], [catalog]])('are invalid for createGuard: %j', (given) => {
    expect(() => loose(createGuard, given)).toThrow(TypeError);
  });

  it('are a blank key for presets', () => {
    const given = { catalog, policy: { presets: 'resolve' }, presets: { apiKey: ' ' } };
    expect(() => loose(createGuard, given)).toThrow(
      /^The policy resolves presets: give `presets: { apiKey }`/,
    );
  });

  it('are a missing catalog', () => {
    expect(() => loose(createGuard, {})).toThrow(
      'createGuard: catalog must be given, such as createCatalog().',
    );
    expect(() => guard.with(Object({ catalog: undefined }))).toThrow('catalog must be given');
  });

  it.each(policies)('are a TypeError of evaluate: the policy %j', (policy, message) => {
    const judge = () => loose(evaluate, { model: 'qwen/small' }, snapshot, policy);
    expect(judge).toThrow(TypeError);
    expect(judge).toThrow(`evaluate: policy${message}`);
  });

  it.each([
    [{ shape: 'chats' }, 'shape must be "chat" or '],
    [{ endpoint: 'chat' }, 'endpoint is not an option'],
    [{ naming: 'SDK' }, 'naming must be "wire" or "sdk". Did you mean "sdk"?'],
    [{ alternatives: -1 }, 'alternatives must be a number of at least 0.'],
    [{ alternatives: '3' }, 'alternatives must be'],
    [null, 'the argument must be an object.'],
  ])('are a TypeError of evaluate and guard.check: %j', async (given, message) => {
    expect(() => loose(evaluate, {}, snapshot, {}, given)).toThrow(`evaluate: ${message}`);
    await expect(loose(guard.check, {}, given)).rejects.toThrow(`guard.check: ${message}`);
    await expect(loose(guard.enforce, {}, given)).rejects.toThrow(TypeError);
  });

  it.each([
    [{ presets: {} }, 'presets must be an object with get, such as a Map.'],
    [{ now: '2026' }, 'now must be a number.'],
    [{ limits: { ttl: 'x' } }, 'limits.ttl must be a number of at least 0.'],
    [{ unavailable: 7 }, 'unavailable must be a string.'],
  ])('are a TypeError of evaluate: %j', (given, message) => {
    expect(() => loose(evaluate, {}, snapshot, {}, given)).toThrow(`evaluate: ${message}`);
  });

  it.each([[undefined], [{}], [7], [catalog], [Promise.resolve(snapshot)]])(
    'are a TypeError of evaluate: the snapshot %j',
    (given) => {
      expect(() => loose(evaluate, {}, given)).toThrow(/^evaluate: snapshot must be .*catalog\.snapshot\(\)/);
    },
  );

  it.each([[undefined], [{}], [{ shape: 'chats', isLines: false }], [{ shape: 'chat', isLines: 1 }]])(
    'are the stored text %j of guard.openStored',
    async (given) => {
      await expect(loose(guard.openStored, given)).rejects.toThrow(/^guard\.openStored: .* must be/);
    },
  );

  it.each([undefined, 'chats', 7, 'toString'])('are the shape %j of guard.open', async (shape) => {
    await expect(loose(guard.open, { model: 'qwen/small' }, shape)).rejects.toThrow(
      'guard.open: shape must be',
    );
  });

  it('are anything but a guard, for what takes one', () => {
    const takers = [
      distillableInterceptor,
      guardAiSdk,
      guardAnthropic,
      guardLangChain,
      guardOpenAI,
      guardOpenRouter,
    ];
    for (const taker of takers) {
      for (const given of [undefined, null, {}, { catalog }, guard.fetch]) {
        expect(() => loose(taker, given, { apiKey: 'x', HTTPClient: Object })).toThrow(
          new RegExp(`^${taker.name}: guard must be .*, such as createGuard`),
        );
      }
    }
  });

  it.each([
    [guardOpenAI, { apiKey: 7 }, 'guardOpenAI: apiKey must be a string or a function.'],
    [guardLangChain, { apiKey: {} }, 'guardLangChain: apiKey must be a string or a function.'],
    [guardAnthropic, { apiKey: () => 'x' }, 'guardAnthropic: apiKey must be a string.'],
    [guardAiSdk, { apiKey: null }, 'guardAiSdk: apiKey must be a string.'],
    [guardLangChain, { apiKey: 'x', configuration: 'y' }, 'guardLangChain: configuration must be an object.'],
    [
      guardOpenRouter,
      { apiKey: 7, HTTPClient: Object },
      'guardOpenRouter: apiKey must be a string or a function.',
    ],
    [guardOpenRouter, { apiKey: 'x' }, 'guardOpenRouter: HTTPClient must be given.'],
    [guardOpenRouter, { HTTPClient: {} }, 'guardOpenRouter: HTTPClient must be a function.'],
    [guardOpenAI, 'key', 'guardOpenAI: options must be an object.'],
    [guardAiSdk, null, 'guardAiSdk: options must be an object.'],
  ])('are a TypeError of the helpers for SDKs: %o with %j', (helper, given, message) => {
    expect(() => loose(helper, guard, given)).toThrow(message);
  });

  it('are not those of an SDK, which pass as they are', () => {
    const passed = { apiKey: 'x', timeout: 'odd', brandNew: { a: 1 } };
    expect(loose(guardOpenAI, guard, passed)).toMatchObject(passed);
    expect(loose(guardLangChain, guard, passed)).toMatchObject(passed);
    expect(loose(guardAiSdk, guard, passed)).toMatchObject(passed);
  });
});

describe('options that are valid', () => {
  it('may be undefined, and a policy may name its schema', () => {
    const given = { catalog, policy: { $schema: 'x', deny: undefined }, send: undefined, now: undefined };
    expect(loose(createGuard, given)).toMatchObject({ options: { send: { rejected: 'throw' } } });
  });
});
