import { normaliseKey } from './classify.js';
import type { PathStep, Separator } from './parse-path.js';

/** A path into the rows, from their outside. */
export interface GivenPath {
  readonly steps: readonly PathStep[];
  /** `ignore`: nothing at or below it is a name. */
  readonly use: 'name' | 'ignore';
}

/** A given path, as far as it has been followed. */
export interface Followed {
  readonly path: GivenPath;
  readonly next: number;
}

/** What the given paths say about a place. */
export interface GivenUse {
  readonly isName: boolean;
  readonly isIgnored: boolean;
  /** Whether the keys of an object here are names; null if not. */
  readonly keys: { readonly certain: boolean; readonly separator: Separator | null } | null;
  readonly ignoresKeys: boolean;
  /** Between two names in one text here; null for a single name. */
  readonly separator: Separator | null;
  /** Items of a list here that have a place of their own. */
  readonly indexes: readonly number[];
}

export function startPaths(paths: readonly GivenPath[]): readonly Followed[] {
  return paths.map((path) => ({ path, next: 0 }));
}

/** A key may be written as several steps: flattened tables have `metadata.model` as one key. */
export function followKey(followed: readonly Followed[], key: string): readonly Followed[] {
  return followed.flatMap(({ path, next }) => {
    const { steps, use } = path;
    // Only the exact places that the user wrote are excluded.
    const normalise = use === 'ignore' ? (text: string): string => text : normaliseKey;
    const after: Followed[] = [];
    if (steps[next]?.kind === 'any') after.push({ path, next: next + 1 });
    let joined = '';
    for (let end = next; end < steps.length; end += 1) {
      const step = steps[end];
      if (step?.kind !== 'key') break;
      joined += end === next ? step.key : `.${step.key}`;
      if (normalise(joined) === normalise(key)) after.push({ path, next: end + 1 });
    }
    return after;
  });
}

/** @param index of an item that has a place of its own; null for the others */
export function followItem(followed: readonly Followed[], index: number | null): readonly Followed[] {
  return followed.flatMap(({ path, next }) => {
    const step = path.steps[next];
    const isNext = step?.kind === 'item' && (step.index === null || step.index === index);
    return isNext ? [{ path, next: next + 1 }] : [];
  });
}

export function givenUse(followed: readonly Followed[]): GivenUse {
  const at = (use: GivenPath['use']): readonly (PathStep | 'end')[] =>
    followed.filter(({ path }) => path.use === use).map(({ path, next }) => path.steps[next] ?? 'end');
  const [named, ignored] = [at('name'), at('ignore')];
  const keys = named.flatMap((step) => (step !== 'end' && step.kind === 'keys' ? [step] : []));
  const separators = named.flatMap((step) =>
    step !== 'end' && step.kind === 'pair' ? [step.separator] : [],
  );
  const isPairIgnored = ignored.some((step) => step !== 'end' && step.kind === 'pair');
  const [separator = null] = isPairIgnored ? [] : separators;
  return {
    isName: named.includes('end') || separator !== null,
    isIgnored: ignored.includes('end'),
    keys: keys[0] ?? null,
    ignoresKeys: ignored.some((step) => step !== 'end' && step.kind === 'keys'),
    separator,
    indexes: [...named, ...ignored].flatMap((step) =>
      step !== 'end' && step.kind === 'item' && step.index !== null ? [step.index] : [],
    ),
  };
}
