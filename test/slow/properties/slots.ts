import type { ReferenceRole } from '@distillable/core';
import fc from 'fast-check';
import { bare, gap, listOf, type Plan, type Planted, plant, type World } from './planted.js';

/** What it means that a field is absent or null: nothing, or that the server picks. */
export type WhenAbsent = 'nothing' | 'server-picks';

const index = fc.nat(9_999);
const outOf100 = fc.nat(99);
const misfits = fc.constantFrom<unknown>(
  42,
  true,
  false,
  {},
  { model: 'qwen/a' },
  ['qwen/a'],
  [],
  [['qwen/a']],
);

/** A slug of the world. */
export function slugIn({ slugs }: World, n: number): string {
  return slugs[n % slugs.length] ?? '';
}

/** A field for one slug: a slug, nothing, null, or something else than text. */
export function slot(role: ReferenceRole, whenAbsent: WhenAbsent): fc.Arbitrary<Plan> {
  return fc.tuple(outOf100, index, misfits).map(([choice, n, misfit]) => (world: World): Planted => {
    const mayBeAbsent = whenAbsent === 'nothing' || !world.isTame;
    if (choice < 15 && mayBeAbsent) return absent(choice < 5 ? null : undefined, role, whenAbsent);
    if (choice > 94 && !world.isTame) return plant(misfit, role, 'misfit');
    return plant(slugIn(world, n), role, 'slug');
  });
}

function absent(value: null | undefined, role: ReferenceRole, whenAbsent: WhenAbsent): Planted {
  return whenAbsent === 'nothing' ? bare(value) : { ...bare(value), plants: [gap(role)] };
}

/** An element of a list of slugs: null is something else than text there. */
export function item(role: ReferenceRole): fc.Arbitrary<Plan> {
  return fc.tuple(outOf100, index, fc.oneof(misfits, fc.constant(null))).map(
    ([choice, n, misfit]) =>
      (world: World): Planted =>
        choice > 96 && !world.isTame ? plant(misfit, role, 'misfit') : plant(slugIn(world, n), role, 'slug'),
  );
}

/** A field for a list of slugs: a list, an empty one, nothing, null, one slug instead of a list, or something else. */
export function listSlot(role: ReferenceRole): fc.Arbitrary<Plan> {
  return fc
    .tuple(outOf100, index, fc.array(item(role), { minLength: 1, maxLength: 4 }))
    .map(([choice, n, items]) => (world: World): Planted => {
      if (!world.isTame && choice < 12) {
        if (choice < 3) return bare([]);
        if (choice < 6) return bare(choice < 4 ? null : undefined);
        return choice < 9 ? plant({ 0: 'qwen/a' }, role, 'misfit') : plant(slugIn(world, n), role, 'slug');
      }
      return listOf(items.map((each) => each(world)));
    });
}

/** Whether a list names anybody. */
export function isFilled({ value }: Planted): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** A field that looks like a model's where none is known: one slug, a list, nothing, or something else. */
export function looseSlot(): fc.Arbitrary<Plan> {
  const one = slot('unrecognised', 'nothing');
  const many = fc.array(item('unrecognised'), { maxLength: 3 });
  return fc.tuple(fc.boolean(), one, many).map(([isList, single, items]) => (world: World): Planted => {
    const alone = single(world);
    return isList || Array.isArray(alone.value) ? listOf(items.map((each) => each(world))) : alone;
  });
}

/** A field that is there in so many of a hundred bodies. */
export function maybe(percent: number, arbitrary: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
  return fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant(() => bare(undefined)) },
    { weight: percent, arbitrary },
  );
}
