import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CatalogError } from '../errors.js';
import { readCondition } from './conditions.js';
import { hostOf } from './hosts.js';
import { matchesGlob } from './layers.js';
import { parseTerms } from './parse-terms.js';
import { overlayTerms } from './terms.js';
import { termsTableInfo, termsText } from './terms-data.js';
import { builtInTerms } from './terms-of.js';

describe('the built-in table of terms', () => {
  const table = builtInTerms();

  it('has the digest and the date that reports show, and is read once', () => {
    expect(table).toMatchObject({ digest: termsTableInfo.digest, date: termsTableInfo.date });
    expect(builtInTerms()).toBe(table);
    expect(parseTerms(JSON.parse(termsText))).toEqual(table);
    expect(termsTableInfo.sources.length).toBeGreaterThan(10);
  });

  it('has 112 entries of 34 makers and 13 hosts, with their evidence', () => {
    const count = (evidence: string): number =>
      table.entries.filter((entry) => entry.evidence === evidence).length;
    expect([table.entries.length, count('primary'), count('secondary'), count('weak')]).toEqual([
      112, 58, 33, 21,
    ]);
    expect(new Set(table.entries.flatMap(({ host }) => host ?? [])).size).toBe(13);
    expect(new Set(table.entries.map(({ author }) => author).filter((author) => author !== '*')).size).toBe(
      34,
    );
  });

  it('is small', () => {
    expect(Buffer.byteLength(termsText)).toBeLessThan(90_000);
  });

  it('has hosts by the slugs that providers are named with', () => {
    for (const host of table.entries.flatMap((entry) => entry.host ?? [])) expect(hostOf(host)).toBe(host);
  });
});

const entry = {
  id: 'own-acme',
  author: 'acme',
  models: ['acme/*'],
  layer: 'weights-licence',
  holder: 'Acme',
  document: 'Acme License',
  statement: 'allowed',
  summary: 'Our contract permits training.',
  evidence: 'primary',
  decided: { by: 'Legal', on: '2026-11-01' },
};

describe('parseTerms', () => {
  it('reads a short entry of an own table', () => {
    const { entries } = parseTerms({ date: '2026-11-01', entries: [entry] });
    expect(entries).toEqual([
      { ...entry, host: null, conditions: [], clause: null, url: null, effective: null, read: null },
    ]);
  });

  it('reads again what it has read, digest included, and rejects it when it was changed', () => {
    const table = builtInTerms();
    expect(parseTerms(JSON.parse(JSON.stringify(table)))).toEqual(table);
    expect(() => parseTerms({ ...table, date: '2026-11-28' })).toThrow('remove it if you changed the table');
  });

  it.each<[string, unknown, string]>([
    ['no object', [entry], ''],
    ['no date', { entries: [] }, '/date'],
    ['a date that does not exist', { date: '2026-13-01', entries: [] }, '/date'],
    ['an id twice', { date: '2026-11-01', entries: [entry, entry] }, '/entries/1/id'],
    ['an unknown statement', one({ statement: 'fine' }), '/entries/0/statement'],
    ['an unknown condition', one({ conditions: ['obey-law', 'be-nice'] }), '/entries/0/conditions/1'],
    ['a condition without its value', one({ conditions: ['name-prefix'] }), '/entries/0/conditions/0'],
    ['a condition with an empty value', one({ conditions: ['notice:'] }), '/entries/0/conditions/0'],
    ['a value that has no meaning', one({ conditions: ['obey-law:here'] }), '/entries/0/conditions/0'],
    ['no glob', one({ models: [] }), '/entries/0/models'],
    ['a glob with a space', one({ models: ['acme/ *'] }), '/entries/0/models/0'],
    ['a host for weights', one({ host: 'together' }), '/entries/0/host'],
    ['host-terms without a host', one({ layer: 'host-terms' }), '/entries/0/host'],
    ['a URL that runs a script', one({ url: 'javascript:alert(1)' }), '/entries/0/url'],
    ['a summary that moves the cursor', one({ summary: 'Fine.\u001b[2J' }), '/entries/0/summary'],
    ['a key that it does not know', one({ licence: 'MIT' }), '/entries/0'],
  ])('rejects %s', (_what, json, path) => {
    expect(rejectionOf(json)).toMatchObject({ code: 'TERMS_INVALID', details: { path } });
  });
});

function one(changes: object): unknown {
  return { date: '2026-11-01', entries: [{ ...entry, ...changes }] };
}

function rejectionOf(json: unknown): CatalogError | null {
  try {
    parseTerms(json);
    return null;
  } catch (error) {
    return error instanceof CatalogError ? error : null;
  }
}

describe('overlayTerms', () => {
  const base = builtInTerms();

  it('replaces by id, adds the others, and has the later date and a digest of its own', () => {
    const [first] = base.entries;
    const own = parseTerms({ date: '2026-12-01', entries: [entry, { ...entry, id: first?.id }] });
    const both = overlayTerms(base, own);
    expect(both.date).toBe('2026-12-01');
    expect(both.digest).not.toBe(base.digest);
    expect(both.entries.length).toBe(base.entries.length + 1);
    expect(both.entries[0]).toEqual(own.entries[1]);
    expect(both.entries.at(-1)).toEqual(own.entries[0]);
  });

  it('keeps the later date of the two whichever it is', () => {
    expect(overlayTerms(base, parseTerms({ date: '2020-01-01', entries: [] })).date).toBe(base.date);
  });
});

describe('globs', () => {
  it.each([
    ['acme/*', 'acme/one', true],
    ['acme/*', 'acme2/one', false],
    ['acme/one', 'acme/one:free', true],
    ['acme/one:free', 'acme/one:free', true],
    ['acme/one:free', 'acme/one', false],
    ['acme/one', 'acme/one-preview', false],
    ['acme/a-*-b', 'acme/a-b', false],
    ['acme/a-*-b', 'acme/a--b', true],
    ['acme/*-x-*', 'acme/1-x-2', true],
    ['acme/*-x-*-x', 'acme/1-x', false],
    ['acme/.*', 'acme/one', false],
    ['*', 'acme/one', true],
    ['hf:*', 'acme/one', false],
  ])('%s and %s: %s', (glob, slug, expected) => {
    expect(matchesGlob(glob, { slug, huggingFaceId: null })).toBe(expected);
  });

  it('are compared fast, however many stars they have', () => {
    const glob = `${'*a'.repeat(2_000)}b`;
    expect(matchesGlob(glob, { slug: `${'a'.repeat(20_000)}c`, huggingFaceId: null })).toBe(false);
  });
});

describe('names of hosts', () => {
  it.each([
    ['Amazon Bedrock', 'amazon-bedrock'],
    ['amazon-bedrock/us-east-1', 'amazon-bedrock'],
    ['Google', 'google-vertex'],
    ['Google AI Studio', 'google-ai-studio'],
    ['google-vertex/europe', 'google-vertex'],
    ['NovitaAI', 'novita'],
    ['Moonshot AI', 'moonshotai'],
    ['Z.AI', 'z-ai'],
    ['xAI', 'xai'],
    ['DeepInfra', 'deepinfra'],
    ['StreamLake', 'streamlake'],
    ['Nex AGI', 'nex-agi'],
  ])('%s is %s', (name, slug) => {
    expect(hostOf(name)).toBe(slug);
  });
});

describe('conditions', () => {
  it.each([
    [
      'name-prefix:Llama',
      'The name of a distributed model that was trained on the outputs must begin with "Llama".',
    ],
    [
      'notice:Built with Qwen|Improved using Qwen',
      'Show the notice "Built with Qwen" or "Improved using Qwen".',
    ],
    [
      'licensee-size:20M-USD-monthly-revenue',
      'Companies above 20M USD monthly revenue need an agreement of their own.',
    ],
    [
      'notice:model-name(>100M-MAU or >20M-USD-monthly-revenue)',
      'Show the notice with the name of the model (>100M MAU or >20M USD monthly revenue).',
    ],
  ])('%s reads: %s', (condition, text) => {
    expect(readCondition(condition)?.text).toBe(text);
  });

  it('are those of the docs, where the binding ones are bold', async () => {
    const docs = await readFile(new URL('../../../../docs/terms.md', import.meta.url), 'utf8');
    const [, section = ''] = /## Conditions\n(.*?)\n## /s.exec(docs) ?? [];
    const documented = new Map(
      [...section.matchAll(/^\|.*$/gm)].flatMap(([row]) =>
        [...row.matchAll(/(\**)`([a-z-]+)`/g)].map(([, bold, code = '']) => [code, bold === '**'] as const),
      ),
    );
    for (const [code, isBold] of documented) {
      const read = readCondition(code) ?? readCondition(`${code}:x`);
      expect([code, read?.binding]).toEqual([code, isBold]);
    }
    const used = builtInTerms().entries.flatMap(({ conditions }) => conditions);
    expect(used.filter((condition) => !documented.has(condition.replace(/:.*$/s, '')))).toEqual([]);
  });

  it('can all be read', () => {
    const all = builtInTerms().entries.flatMap(({ conditions }) => conditions);
    expect(all.filter((condition) => !readCondition(condition)?.text.endsWith('.'))).toEqual([]);
  });
});
