import { parseJsonText, placesInJson, type TextPlace } from '@distillable/catalog';
import { type Decision, evaluate, type JudgedReference, type Naming } from '@distillable/core';
import type { World } from './world.js';

/** A request as it is written. */
export interface RequestText {
  readonly text: string;
  /** How its fields are spelled. */
  readonly naming: Naming;
}

/** A reference, and where it stands. */
export interface PlacedReference {
  readonly reference: JudgedReference;
  /** Null where the text does not have it: the server would pick. */
  readonly place: TextPlace | null;
  /** Counted from 1; null without a place. */
  readonly line: number | null;
}

/** The result for a text: why it is not JSON, or the guard's decision. */
export type JudgedText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | { readonly kind: 'judged'; readonly decision: Decision; readonly references: readonly PlacedReference[] };

/** Judges by core's own `evaluate`, as `distillable check` does. Positions are those of `text` as given. */
export function judgeText({ text, naming }: RequestText, world: Judging): JudgedText {
  if (text.trim() === '') return { kind: 'empty' };
  const parsed = parseJsonText(text);
  if (!('value' in parsed)) return { kind: 'unreadable', problem: parsed.problem };
  const { snapshot, policy, now, limits } = world;
  const decision = evaluate(parsed.value, snapshot, policy, { naming, now, limits });
  // A byte order mark is no part of the JSON.
  const json = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const places = placesInJson(
    json,
    decision.references.map(({ path }) => path),
  );
  const references = decision.references.map((reference): PlacedReference => {
    const place = places.get(reference.path) ?? null;
    return { reference, place, line: place === null ? null : json.slice(0, place.start).split('\n').length };
  });
  return { kind: 'judged', decision, references };
}

type Judging = Pick<World, 'snapshot' | 'policy' | 'now' | 'limits'>;

/** A piece of a text, and the number of the innermost place around it. */
export interface Piece {
  readonly text: string;
  /** Index of the place; null outside of all. */
  readonly at: number | null;
}

/** Cuts a text at the beginnings and ends of places, which may contain each other. */
export function piecesOf(text: string, places: readonly (TextPlace | null)[]): readonly Piece[] {
  const known = places.flatMap((place, at) => (place === null ? [] : [{ ...place, at }]));
  const cuts = [...new Set([0, ...known.flatMap(({ start, end }) => [start, end]), text.length])];
  cuts.sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const around = known.filter((place) => place.start <= start && end <= place.end);
    const [innermost] = around.sort((one, other) => one.end - one.start - (other.end - other.start));
    return { text: text.slice(start, end), at: innermost?.at ?? null };
  });
}

/** The text with another slug in a place. */
export function replaceAt(text: string, { start, end }: TextPlace, slug: string): string {
  return text.slice(0, start) + JSON.stringify(slug) + text.slice(end);
}
