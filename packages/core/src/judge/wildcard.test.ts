import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { compileWildcard, Wildcards } from './wildcard.js';

describe('compileWildcard', () => {
  it.each([
    ['open/*', 'open/small', true],
    ['open/*', 'open/', true],
    ['open/*', 'opener/small', false],
    ['open/*', 'not-open/small', false],
    ['*', 'open/small', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['*/small', 'open/small', true],
    ['*/small', 'open/small:free', false],
    ['*small*', 'open/small:free', true],
    ['open/s*l*', 'open/small', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['**', 'anything', true],
    ['open/small', 'open/small', true],
    ['open/small', 'open/Small', false],
    ['open.small', 'open/small', false],
    ['open/(small|large)*', 'open/small', false],
    ['open/?', 'open/s', false],
    ['aab*', 'aaab', false],
    ['*aab', 'aaab', true],
  ])('says whether %j fits %j: %j', (pattern, slug, expected) => {
    expect(compileWildcard(pattern)(slug)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    const fewLetters = (...letters: string[]) =>
      fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
    fc.assert(
      fc.property(fewLetters('a', 'b', '*'), fewLetters('a', 'b'), (pattern, slug) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(compileWildcard(pattern)(slug)).toBe(expression.test(slug));
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends where a regular expression would try for hours', () => {
    expect(compileWildcard(`${'a*'.repeat(5)}b`)('a'.repeat(400))).toBe(false);
  });
});

describe('Wildcards', () => {
  it('leaves out what each list excludes, also where lists are equally long', () => {
    const wildcards = new Wildcards(catalogSnapshot([catalogModel('a/one'), catalogModel('b/two')]));
    const membersOf = (...excluded: string[]) =>
      wildcards.membersOf('*', excluded)?.map(({ slug }) => slug) ?? null;
    expect(['a/*', 'b/*', 'a/one', 'b/two'].map((each) => membersOf(each))).toEqual([
      ['b/two'],
      ['a/one'],
      ['b/two'],
      ['a/one'],
    ]);
    expect(membersOf()).toEqual(['a/one', 'b/two']);
  });
});
