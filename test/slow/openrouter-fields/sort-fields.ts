import { evaluate } from '@distillable/core';
import { catalogForPlanting, open } from './catalog-for-planting.js';
import { type Consequence, inCamelCase } from './consequences.js';
import type { Harmless } from './harmless-fields.js';
import { plant } from './plant.js';
import type { Field } from './walk-fields.js';

/** What becomes of the fields that a description has. */
export interface SortedFields {
  /** What is written there is judged, and refused when nothing is known of it. */
  readonly collected: readonly Field[];
  /** Changes how something else is judged. */
  readonly consequential: readonly Field[];
  readonly harmless: readonly Field[];
  /** No code looks at it, and no reason is written down why that is fine. */
  readonly missed: readonly Field[];
  /** Patterns of the list of harmless fields that no description has any more, or that are judged anyway. */
  readonly idle: readonly string[];
}

type Fate = 'collected' | 'consequential' | 'harmless' | 'missed';

/** Plants something in every field, and looks whether the guard sees it. */
export function sortFields(
  fields: readonly Field[],
  harmless: readonly Harmless[],
  consequences: readonly Consequence[],
): SortedFields {
  const patterns = harmless.flatMap((entry) => entry.patterns).map(compile);
  const used = new Set<string>();
  const fateOf = (field: Field): Fate => {
    if (isCollected(field)) return 'collected';
    const place = withoutFrame(field);
    if (consequences.some((each) => each.pattern === place && turns(each, field))) return 'consequential';
    const matching = patterns.filter(({ expression }) => expression.test(place));
    for (const { pattern } of matching) used.add(pattern);
    return matching.length > 0 ? 'harmless' : 'missed';
  };
  const fates = fields.map((field) => ({ field, fate: fateOf(field) }));
  const having = (wanted: Fate) => fates.filter(({ fate }) => fate === wanted).map(({ field }) => field);
  return {
    collected: having('collected'),
    consequential: having('consequential'),
    harmless: having('harmless'),
    missed: having('missed'),
    idle: patterns.map(({ pattern }) => pattern).filter((pattern) => !used.has(pattern)),
  };
}

/** A body in a batch is like any other. */
function withoutFrame({ pattern }: Field): string {
  return pattern.replace(/^requests\[\]\.body\./, '');
}

/** Where the field is, as people look for it. */
export function nameField({ described, pattern, value }: Field): string {
  return `${described.source} ${described.endpoint}: ${pattern} (${typeof value})`;
}

/** Whether the decision refuses for what stands at the very place, or for something that it is a part of. */
function isCollected(field: Field): boolean {
  const { body, pointer } = plant(field, open);
  const { endpoint, naming } = field.described;
  const { references, allowed } = evaluate(body, catalogForPlanting, {}, { shape: endpoint, naming });
  return (
    !allowed &&
    references
      .filter(({ outcome }) => outcome === 'refused')
      .some(({ path }) => isWithin(pointer, path) || (field.isWhole && isWithin(path, pointer)))
  );
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
}

function turns({ with: body, without }: Consequence, { described: { naming } }: Field): boolean {
  const [before, after] = [without, body]
    .map((each) => (naming === 'sdk' ? inCamelCase(each) : each))
    .map((each) => evaluate(each, catalogForPlanting, {}, { naming }).allowed);
  return before !== after;
}

/** `**` stands for anything. */
function compile(pattern: string): { readonly pattern: string; readonly expression: RegExp } {
  const parts = pattern.split('**').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { pattern, expression: new RegExp(`^${parts.join('.*')}$`) };
}
