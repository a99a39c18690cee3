import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { namesTable, namesText } from './names-data.js';
import { parseMoving, parseTable } from './parse-table.js';

describe('the table of names', () => {
  const table = parseTable(namesText);

  it('has the digest, date and sources that reports show', () => {
    expect(namesTable.digest).toBe(`sha256:${hash('sha256', namesText)}`);
    expect(namesTable.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(namesTable.sources.length).toBeGreaterThan(0);
  });

  it('is small', () => {
    expect(Buffer.byteLength(namesText)).toBeLessThan(150_000);
  });

  it('has entries that can all be read', () => {
    const slug = /^[a-z0-9-]+\/[a-z0-9._-]+$/i;
    const malformed = [
      ...table.models.flatMap((model) => [model.slug, ...model.canonicalSlugs]),
      ...[...table.providers.values()].flatMap(({ slugs }) => slugs),
      ...parseMoving(namesText),
    ].filter((name) => !slug.test(name));
    expect(malformed).toEqual([]);
    expect(table.models.length).toBeGreaterThan(900);
    expect(table.providers.size).toBeGreaterThan(3_000);
    expect(
      table.models.flatMap((model) => model.huggingFaceIds).filter((id) => !/^[^/\s]+\/[^/\s]+$/.test(id)),
    ).toEqual([]);
  });

  it('has each name once, and names only known slugs', () => {
    const slugs = new Set(table.models.map((model) => model.slug));
    expect(slugs.size).toBe(table.models.length);
    const named = [
      ...[...table.providers.values()].flatMap((meaning) => meaning.slugs),
      ...parseMoving(namesText),
    ];
    expect(named.filter((slug) => !slugs.has(slug))).toEqual([]);
  });

  it('is rejected if a part is missing', () => {
    const lineEnd = namesText.lastIndexOf('\n', namesText.length - 1_000);
    expect(() => parseTable(namesText.slice(0, lineEnd))).not.toThrow();
    expect(() => parseTable(namesText.slice(0, namesText.lastIndexOf('\n\n')))).toThrow(
      'section 10 is missing',
    );
  });
});
