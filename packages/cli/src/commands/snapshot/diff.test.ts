import { describe, expect, it } from 'vitest';
import { readSnapshot, row } from '../../__fixtures__/read-snapshot.js';
import { noColours } from '../../terminal/style.js';
import { changeKinds, chooseKinds, diffSnapshots, isEmptyDiff, renderDiff } from './diff.js';

const alias = (slug: string) => ({
  architecture: { input_modalities: ['text'], output_modalities: ['text'], tokenizer: 'Router' },
  alias_target: { name: slug, slug },
});
const older = await readSnapshot(
  [
    row('a/kept'),
    row('a/loses'),
    row('a/gains'),
    row('a/vanishes'),
    row('a/closed-and-gone'),
    row('a/renamed', { canonical_slug: 'a/renamed-20260101' }),
    row('~a/latest', alias('a/kept')),
    row('a/becomes-router'),
  ],
  ['a/kept', 'a/loses', 'a/vanishes', 'a/renamed', 'a/becomes-router'],
);
const newer = await readSnapshot(
  [
    row('a/kept', { pricing: { prompt: '0.1', completion: '0.1' } }),
    row('a/loses'),
    row('a/gains'),
    row('a/appears'),
    row('a/renamed', { canonical_slug: 'a/renamed-20260601' }),
    row('~a/latest', alias('a/loses')),
    row('a/becomes-router', { architecture: { output_modalities: ['text'], tokenizer: 'Router' } }),
  ],
  ['a/kept', 'a/gains', 'a/appears', 'a/renamed'],
);

const diff = diffSnapshots(older, newer);

describe('diffSnapshots', () => {
  it('tells which slugs gained or lost the permission, an alias by its target', () => {
    expect(diff.gained).toEqual(['a/gains']);
    expect(diff.lost).toEqual(['a/becomes-router', 'a/loses', '~a/latest']);
  });

  it('tells which rows appeared and vanished, with their verdicts', () => {
    expect(diff.appeared).toEqual([{ slug: 'a/appears', verdict: 'distillable' }]);
    expect(diff.vanished).toEqual([
      { slug: 'a/vanishes', verdict: 'distillable' },
      { slug: 'a/closed-and-gone', verdict: 'not-distillable' },
    ]);
  });

  it('tells where aliases moved, and what became something else or got another canonical slug', () => {
    expect(diff.aliasMoved).toEqual([{ slug: '~a/latest', from: 'a/kept', to: 'a/loses' }]);
    expect(diff.changed).toEqual([
      { slug: 'a/becomes-router', kind: { from: 'model', to: 'router' } },
      { slug: 'a/renamed', canonicalSlug: { from: 'a/renamed-20260101', to: 'a/renamed-20260601' } },
    ]);
  });

  it('is the other way round when the lists are', () => {
    const back = diffSnapshots(newer, older);
    expect([back.gained, back.lost]).toEqual([diff.lost, diff.gained]);
    expect(back.appeared).toEqual(diff.vanished.toReversed());
    expect(back.vanished).toEqual(diff.appeared);
  });

  it('finds nothing between a list and itself', () => {
    expect(isEmptyDiff(diffSnapshots(older, older))).toBe(true);
    expect(renderDiff(diffSnapshots(older, older), noColours)).toBe('no difference\n');
  });

  it('is printed by kind of change', async () => {
    await expect(renderDiff(diff, noColours)).toMatchFileSnapshot('__fixtures__/diff.txt');
  });
});

describe('chooseKinds', () => {
  it('keeps everything if every kind is chosen, and only what is chosen otherwise', () => {
    expect(chooseKinds(diff, changeKinds)).toEqual(diff);
    expect(chooseKinds(diff, ['lost', 'alias-moved'])).toEqual({
      lost: diff.lost,
      aliasMoved: diff.aliasMoved,
    });
  });

  it.each([
    [['vanished-distillable'], ['a/vanishes']],
    [['vanished'], ['a/vanishes', 'a/closed-and-gone']],
    [
      ['vanished-distillable', 'vanished'],
      ['a/vanishes', 'a/closed-and-gone'],
    ],
  ] as const)('of %j has the vanished rows %j', (kinds, slugs) => {
    expect(chooseKinds(diff, kinds).vanished?.map(({ slug }) => slug)).toEqual(slugs);
  });

  it('is printed as no difference if nothing of a kind changed', () => {
    const same = chooseKinds(diffSnapshots(older, older), ['lost']);
    expect(renderDiff(same, noColours)).toBe('no difference\n');
    expect(renderDiff(chooseKinds(diff, ['gained']), noColours)).toBe(
      'gained the permission (1)\n+ a/gains\n',
    );
  });
});
