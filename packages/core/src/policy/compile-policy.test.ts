import type { Resolution } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { compileOnce, compilePolicy } from './compile-policy.js';
import type { Policy } from './policy.js';

/** A slug that leads nowhere, or to a row. */
function resolution(requested: string, slug?: string, canonicalSlug = slug ?? ''): Resolution {
  const unknown = catalogSnapshot([]).resolve(requested);
  if (slug === undefined) return unknown;
  const model = catalogModel(slug, { canonicalSlug });
  return { ...unknown, verdict: 'distillable', model, steps: [{ kind: 'id', slug }] };
}

describe('compilePolicy', () => {
  it('has nothing to ask where there are no lists', () => {
    expect(compilePolicy({}).lookUp).toBeNull();
    expect(compilePolicy({ mode: 'prune', routers: 'reject' }).lookUp).toBeNull();
  });

  it.each<[Policy, Resolution, string]>([
    [{ deny: [] }, resolution('a/b', 'a/b'), 'listed'],
    [{ allow: [] }, resolution('a/b', 'a/b'), 'not-listed'],
    [{ deny: ['a/b'] }, resolution('a/b', 'a/b'), 'denied'],
    [{ deny: ['a/b'] }, resolution('a/b:free', 'a/b:free'), 'denied'],
    [{ deny: ['a/b'] }, resolution('a/b:free:nitro', 'a/b:free'), 'denied'],
    [{ deny: ['a/b'] }, resolution('a/b@preset/x'), 'denied'],
    [{ deny: ['a/b:free'] }, resolution('a/b', 'a/b'), 'listed'],
    [{ deny: ['a/b'] }, resolution('~a/latest', 'a/b'), 'denied'],
    [{ deny: ['a/b-2026'] }, resolution('a/b', 'a/b', 'a/b-2026'), 'denied'],
    [{ deny: ['a'] }, resolution('a/b'), 'denied'],
    [{ deny: ['a/*'] }, resolution('~a/latest', 'c/d'), 'denied'],
    [{ deny: ['c'] }, resolution('a/b', 'a/b', 'c/d'), 'denied'],
    [{ deny: ['A'] }, resolution('a/b', 'a/b'), 'listed'],
    [{ allow: ['a/b'], deny: ['a'] }, resolution('a/b', 'a/b'), 'denied'],
    [{ allow: ['a/b'] }, resolution('a/b', 'a/b'), 'listed-exactly'],
    [{ allow: ['a/b'] }, resolution('a/b'), 'listed-exactly'],
    [{ allow: ['a/b'] }, resolution('a/b:nitro', 'a/b'), 'listed'],
    [{ allow: ['a/b'] }, resolution('a/b:free', 'a/b:free'), 'not-listed'],
    [{ allow: ['a/b-2026'] }, resolution('a/b', 'a/b', 'a/b-2026'), 'listed'],
    [{ allow: ['a'] }, resolution('a/b', 'a/b'), 'listed'],
    [{ allow: ['a/*'] }, resolution('a/b', 'a/b'), 'listed'],
    [{ allow: ['a'] }, resolution('a/b'), 'not-listed'],
    [{ allow: ['a/*'] }, resolution('a/*'), 'not-listed'],
    [{ allow: ['constructor'] }, resolution('toString/x', 'toString/x'), 'not-listed'],
  ])('%j says about %o: %s', (policy, asked, expected) => {
    expect(compilePolicy(policy).lookUp?.(asked)).toBe(expected);
  });
});

describe('compileOnce', () => {
  const given = () => ({
    deny: ['a/b'],
    hosts: { only: ['x'] },
    maxCatalogAge: 1_000,
    mode: 'reject' as const,
  });

  it.each<[what: string, change: (policy: ReturnType<typeof given>) => unknown]>([
    ['another entry', ({ deny }) => deny.splice(0, 1, 'a/c')],
    ['one entry more', ({ deny }) => deny.push('a/c')],
    ['one entry less', ({ deny }) => deny.pop()],
    ['another entry further in', ({ hosts }) => hosts.only.splice(0, 1, 'y')],
    ['another number', (policy) => Object.assign(policy, { maxCatalogAge: 2_000 })],
    ['another setting', (policy) => Object.assign(policy, { routers: 'reject' })],
    ['one setting less', (policy) => Reflect.deleteProperty(policy, 'mode')],
  ])('compiles a policy again only when its object has %s', (_, change) => {
    const policy = given();
    const compiled = compileOnce(policy);
    expect(compileOnce(policy)).toBe(compiled);
    change(policy);
    expect(compileOnce(policy)).not.toBe(compiled);
  });
});
