import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { judgeText, piecesOf, replaceAt } from './judge-text.js';

const world = {
  snapshot: catalogSnapshot([catalogModel('a/yes'), catalogModel('b/no', { permission: 'not-distillable' })]),
  policy: {},
  now: 0,
  limits: { ttl: 1, maxStale: 2 },
};

const judge = (text: string) => judgeText({ text, naming: 'wire' }, world);

describe('judgeText', () => {
  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{"model": ', 'unreadable'],
    ['{"model": "a/yes", "model": "b/no"}', 'unreadable'],
    ['[]', 'judged'],
  ])('says about %j that it is %s', (text, kind) => {
    expect(judge(text).kind).toBe(kind);
  });

  it.each(['', '\ufeff'])(
    'finds each reference where it stands in the text as given (%j before it)',
    (mark) => {
      const text = `${mark}{\n  "model": "a/yes",\n  "models": ["a/yes", "b/\\u006eo"]\n}`;
      const judged = judge(text);
      if (judged.kind !== 'judged') throw new Error(judged.kind);
      expect(judged.decision.allowed).toBe(false);
      const found = judged.references.map(({ reference, place, line }) => [
        reference.requested,
        reference.outcome,
        text.slice(place?.start, place?.end),
        line,
      ]);
      expect(found).toEqual([
        ['a/yes', 'allowed', '"a/yes"', 2],
        ['a/yes', 'allowed', '"a/yes"', 3],
        ['b/no', 'refused', '"b/\\u006eo"', 3],
      ]);
    },
  );

  it('has no place for a model that the text does not name', () => {
    const judged = judge('{"messages": []}');
    if (judged.kind !== 'judged') throw new Error(judged.kind);
    expect(judged.references).toMatchObject([
      { reference: { code: 'SERVER_PICKS' }, place: null, line: null },
    ]);
  });

  it('is allowed again with an alternative in its place', () => {
    const text = '{"model": "b/no", "messages": []}';
    const judged = judge(text);
    if (judged.kind !== 'judged') throw new Error(judged.kind);
    const [first] = judged.references;
    if (first === undefined || first.place === null) throw new Error('no place');
    expect(first.reference.alternatives).toEqual(['a/yes']);
    expect(replaceAt(text, first.place, 'a/yes')).toBe('{"model": "a/yes", "messages": []}');
  });
});

describe('piecesOf', () => {
  it.each([
    ['abc', [], [['abc', null]]],
    ['', [], []],
    ['abc', [null, { start: 0, end: 3 }], [['abc', 1]]],
    [
      'abcdef',
      [
        { start: 1, end: 5 },
        { start: 2, end: 3 },
      ],
      [
        ['a', null],
        ['b', 0],
        ['c', 1],
        ['de', 0],
        ['f', null],
      ],
    ],
  ])('cuts %j at the places, the innermost first', (text, places, pieces) => {
    expect(piecesOf(text, places).map(({ text: piece, at }) => [piece, at])).toEqual(pieces);
  });
});
