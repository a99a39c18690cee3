import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import type { PolicyHosts } from '../policy/hosts.js';
import { covers, readHost } from '../policy/hosts.js';
import { type EvaluateOptions, evaluate } from './evaluate.js';

const snapshot = catalogSnapshot([catalogModel('open/small')]);
const flag = { enforce_distillable_text: true };

function decide(provider: unknown, hosts: PolicyHosts, options: EvaluateOptions = {}) {
  return evaluate<object>({ model: 'open/small', provider }, snapshot, { hosts }, options);
}

describe("a request's hosts under a policy", () => {
  it.each<[what: string, provider: unknown, hosts: PolicyHosts, sent: object]>([
    [
      'no preferences',
      undefined,
      { only: ['deepinfra'], ignore: ['azure'] },
      { only: ['deepinfra'], ignore: ['azure'] },
    ],
    ['null', null, { only: ['deepinfra'] }, { only: ['deepinfra'] }],
    [
      'lists that are null',
      { only: null, ignore: null },
      { only: ['a'], ignore: ['b'] },
      { only: ['a'], ignore: ['b'] },
    ],
    ['both lists overlap', { only: ['a', 'b'] }, { only: ['b', 'c'] }, { only: ['b'] }],
    [
      'the same lists',
      { only: ['b', 'a'], ignore: ['c'] },
      { only: ['a', 'b'], ignore: ['c'] },
      { only: ['b', 'a'], ignore: ['c'] },
    ],
    ['an ignored host more', { ignore: ['a'] }, { ignore: ['b', 'a'] }, { ignore: ['a', 'b'] }],
    [
      'a host that is ignored by the policy',
      { only: ['a', 'b'] },
      { ignore: ['a'] },
      { only: ['b'], ignore: ['a'] },
    ],
    [
      'a host that both lists of the policy have',
      {},
      { only: ['a', 'b'], ignore: ['a'] },
      { only: ['b'], ignore: ['a'] },
    ],
    [
      'a host that is ignored by the request',
      { ignore: ['a'] },
      { only: ['a', 'b'] },
      { only: ['b'], ignore: ['a'] },
    ],
    [
      'names instead of slugs',
      { only: ['Amazon Bedrock', 'Google'] },
      { only: ['amazon-bedrock', 'google-vertex'] },
      { only: ['amazon-bedrock', 'google-vertex'] },
    ],
    [
      'an endpoint of an allowed host',
      { only: ['DeepInfra/turbo'] },
      { only: ['deepinfra'] },
      { only: ['deepinfra/turbo'] },
    ],
    [
      'the host of an allowed endpoint',
      { only: ['deepinfra'] },
      { only: ['deepinfra/turbo'] },
      { only: ['deepinfra/turbo'] },
    ],
    [
      'an ignored endpoint of a host',
      { only: ['deepinfra'] },
      { ignore: ['deepinfra/turbo'] },
      { only: ['deepinfra'], ignore: ['deepinfra/turbo'] },
    ],
    [
      'an endpoint of an ignored host',
      { ignore: ['deepinfra'] },
      { ignore: ['deepinfra/turbo'] },
      { ignore: ['deepinfra'] },
    ],
    [
      'an order',
      { order: ['a', 'b'], allow_fallbacks: false },
      { ignore: ['a'] },
      { order: ['a', 'b'], allow_fallbacks: false, ignore: ['a'] },
    ],
    ["the caller's own empty list", { only: [] }, { ignore: ['a'] }, { only: [], ignore: ['a'] }],
    ['a policy that bounds nothing', { only: 'odd' }, { ignore: [] }, { only: 'odd' }],
  ])('%s', (_, provider, hosts, sent) => {
    const { request, violations } = decide(provider, hosts);
    expect(violations).toEqual([]);
    expect(request).toEqual({ model: 'open/small', provider: { ...sent, ...flag } });
    expect(evaluate(request, snapshot, { hosts }).changes).toEqual([]);
  });

  it.each<[what: string, provider: unknown, hosts: PolicyHosts, code: string, path: string]>([
    ['other hosts', { only: ['a'] }, { only: ['b'] }, 'HOSTS_EXCLUDED', '/provider/only'],
    ['another endpoint', { only: ['a/x'] }, { only: ['a/y'] }, 'HOSTS_EXCLUDED', '/provider/only'],
    ['only ignored hosts', { only: ['A', 'b'] }, { ignore: ['a', 'b'] }, 'HOSTS_EXCLUDED', '/provider/only'],
    ['a host that it ignores itself', { ignore: ['A'] }, { only: ['a'] }, 'HOSTS_EXCLUDED', '/provider/only'],
    ['an empty list', { only: [] }, { only: ['a'] }, 'HOSTS_EXCLUDED', '/provider/only'],
    ['anything, and a policy without hosts', {}, { only: [] }, 'HOSTS_EXCLUDED', '/provider/only'],
    [
      'anything, and a policy that ignores its hosts',
      {},
      { only: ['a'], ignore: ['a'] },
      'HOSTS_EXCLUDED',
      '/provider/only',
    ],
    ['text for a list', { only: 'a' }, { only: ['a'] }, 'HOSTS_MALFORMED', '/provider/only'],
    [
      'a list that is too long',
      { only: Array(1_001).fill('a') },
      { only: ['a'] },
      'HOSTS_MALFORMED',
      '/provider/only',
    ],
    ['a list with a number', { ignore: ['a', 7] }, { only: ['a'] }, 'HOSTS_MALFORMED', '/provider/ignore'],
    ['preferences that are no object', 'a', { only: ['a'] }, 'PROVIDER_NOT_OBJECT', '/provider'],
  ])('with %s: rejected', (_, provider, hosts, code, path) => {
    expect(decide(provider, hosts)).toMatchObject({
      allowed: false,
      request: null,
      violations: [{ code, path }],
    });
  });

  it('takes no inherited list for one', () => {
    const provider: object = Object.create({ only: ['a'], ignore: ['b'] });
    expect(decide(provider, { only: ['b'] }).request).toEqual({
      model: 'open/small',
      provider: { only: ['b'], ...flag },
    });
  });

  it('holds without a catalog', () => {
    const policy = { hosts: { only: ['a'] }, withoutCatalog: 'enforce-only' } as const;
    expect(evaluate<object>({ model: 'open/small' }, null, policy).request).toMatchObject({
      provider: { only: ['a'] },
    });
  });

  it('is written as the official SDK reads it', () => {
    const provider = { only: ['a', 'b'], allowFallbacks: false };
    expect(decide(provider, { only: ['b'] }, { naming: 'sdk' }).request).toEqual({
      model: 'open/small',
      provider: { only: ['b'], allowFallbacks: false, enforceDistillableText: true },
    });
  });

  it.each(['chat', 'completions', 'responses', 'messages', 'decisions'] as const)(
    'is written into %s',
    (shape) => {
      expect(decide({ only: ['a', 'b'] }, { only: ['b'] }, { shape }).request).toMatchObject({
        provider: { only: ['b'] },
      });
    },
  );

  it('narrows the preferences that a preset brings, and points to the preset where nothing is left', () => {
    const preset = (only: unknown) =>
      new Map([['mine', { model: 'open/small', provider: { only, sort: 'price' } }]]);
    const send = (only: unknown, provider?: object) =>
      evaluate<object>(
        { preset: 'mine', ...(provider && { provider }) },
        snapshot,
        { presets: 'resolve', hosts: { only: ['b', 'c'] } },
        { presets: preset(only) },
      );
    expect(send(['a', 'b']).request).toEqual({
      preset: 'mine',
      provider: { only: ['b'], sort: 'price', ...flag },
    });
    expect(send(['a', 'b'], { only: ['c'] }).request).toMatchObject({ provider: { only: ['c'] } });
    expect(send(['a']).violations).toMatchObject([{ code: 'HOSTS_EXCLUDED', path: '/preset' }]);
  });
});

describe("a batch's hosts under a policy", () => {
  const item = (provider?: unknown, more: object = {}) => ({
    body: { model: 'open/small', messages: [], provider },
    ...more,
  });
  const hosts = { only: ['a', 'b'] };

  it('are narrowed in every body', () => {
    const requests = [item(), item({ only: ['b', 'c'] }), item({ ignore: ['a'] })];
    const { request } = evaluate<object>({ requests }, snapshot, { hosts });
    expect(request).toMatchObject({
      requests: [
        { body: { provider: { only: ['a', 'b'], ...flag } } },
        { body: { provider: { only: ['b'], ...flag } } },
        { body: { provider: { only: ['b'], ignore: ['a'], ...flag } } },
      ],
    });
  });

  it.each<[what: string, batch: object, code: string, path: string]>([
    [
      'one body without a host',
      { requests: [item(), item({ only: ['c'] })] },
      'HOSTS_EXCLUDED',
      '/requests/1/body/provider/only',
    ],
    [
      'preferences of the whole batch',
      { requests: [item()], provider: { only: ['c'] } },
      'HOSTS_MALFORMED',
      '/provider',
    ],
    [
      'preferences beside a body',
      { requests: [item({}, { provider: { only: ['c'] } })] },
      'HOSTS_MALFORMED',
      '/requests/0/provider',
    ],
  ])('%s: rejected', (_, batch, code, path) => {
    expect(evaluate(batch, snapshot, { hosts }).violations).toMatchObject([{ code, path }]);
  });
});

const slug = fc.constantFrom('a', 'b', 'c', 'a/x', 'a/y', 'amazon-bedrock');
const slugs = fc.uniqueArray(slug);
const spelled = fc.constantFrom('a', 'A', ' b', 'C', 'a/x', 'A/Y', 'Amazon Bedrock', 'amazon_bedrock', 'd');
const list = fc.option(fc.array(spelled), { nil: undefined });

it('the guarded lists are never wider than those of the caller and of the policy', () => {
  const isWithin = (entry: string, outer: readonly string[]): boolean =>
    outer.some((each) => covers(readHost(each), readHost(entry)));
  const bounds = fc.record({ only: slugs, ignore: slugs }, { requiredKeys: [] });
  const preferences = fc.record({ only: list, ignore: list }, { requiredKeys: [] });
  fc.assert(
    fc.property(bounds, preferences, fc.boolean(), (hosts, provider, isInBatch) => {
      const body = { model: 'open/small', messages: [], provider };
      const { request } = evaluate<object>(isInBatch ? { requests: [{ body }] } : body, snapshot, { hosts });
      fc.pre(request !== null);
      const sent = JSON.parse(JSON.stringify(request));
      const { only, ignore = [] } = (isInBatch ? sent.requests[0].body : sent).provider;
      for (const outer of [hosts.only, provider.only]) {
        if (outer !== undefined) expect(only.filter((each: string) => !isWithin(each, outer))).toEqual([]);
      }
      if (hosts.only !== undefined) expect(only).not.toEqual([]);
      for (const each of [...(hosts.ignore ?? []), ...(provider.ignore ?? [])])
        expect(isWithin(each, ignore)).toBe(true);
    }),
  );
});
