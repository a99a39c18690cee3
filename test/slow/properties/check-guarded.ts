import type { CatalogModel } from '@distillable/catalog';
import type { Decision } from '@distillable/core';
import { hold } from './check-decision.js';
import type { Plant } from './planted.js';
import { isFine, type PlantedPart, type PlantedRequest } from './planted-request.js';
import { isProvenPattern } from './proven.js';

type Rows = readonly CatalogModel[];

/**
 * Looks into a guarded body with the generator's eyes: what could not be taken out was fine from the start, and the
 * fields that are pruned hold nothing but what may be used.
 */
export function checkGuarded(planted: PlantedRequest, decision: Decision, rows: Rows): void {
  for (const part of planted.parts) {
    for (const plant of part.plants) {
      const mayBeTakenOut =
        plant.role === 'primary' || plant.role === 'fallback' || plant.role === 'candidate';
      const what = `${plant.role} ${plant.kind} ${JSON.stringify(plant.text)} can't be taken out`;
      hold(mayBeTakenOut || isFine(plant, part, rows), what, planted.body, decision);
    }
    const body = valueAt(decision.request, part.prefix);
    if (!part.isFrame) {
      const flag = valueAt(body, ['provider', 'enforce_distillable_text']);
      hold(flag === true, 'the guarded body carries the flag', planted.body, decision.request);
    }
    checkRouting(body, part, planted, rows);
  }
}

/** The models of the body's own routing, and the candidates of its auto routers. */
function checkRouting(body: unknown, part: PlantedPart, planted: PlantedRequest, rows: Rows): void {
  const [model, models, fallbacks] = ['model', 'models', 'fallbacks'].map((key) => valueAt(body, [key]));
  const named = isAbsent(model) ? [] : [model];
  const others = isAbsent(models) ? [] : listOf(models);
  const spares = isAbsent(fallbacks) ? [] : listOf(fallbacks).map((each) => valueAt(each, ['model']) ?? each);
  const after = { ...part, bounds: boundsOf(body) };
  for (const slug of [...named, ...others, ...spares]) {
    const isSafe = typeof slug === 'string' && isFine(plantOf(slug), after, rows);
    hold(isSafe, `${JSON.stringify(slug)} is left over`, planted.body, body);
  }
  hold(named.length + others.length > 0 || part.inherits, 'a model is left', planted.body, body);
  for (const { patterns, excluded } of autoRouters(body)) {
    for (const pattern of patterns) {
      const isSafe =
        typeof pattern === 'string' &&
        (pattern.includes('*')
          ? isProvenPattern(pattern, excluded, rows)
          : isFine({ ...plantOf(pattern), role: 'candidate' }, after, rows));
      hold(isSafe, `candidate ${JSON.stringify(pattern)} is left over`, planted.body, body);
    }
  }
}

function boundsOf(body: unknown): PlantedPart['bounds'] {
  return autoRouters(body).map(({ id, patterns, isOn }) => ({
    pluginId: id,
    isEffective: isOn && patterns.length > 0,
  }));
}

interface AutoRouter {
  readonly id: string;
  readonly isOn: boolean;
  readonly patterns: readonly unknown[];
  readonly excluded: readonly string[];
}

function autoRouters(body: unknown): readonly AutoRouter[] {
  return listOf(valueAt(body, ['plugins'])).flatMap((plugin) => {
    const id = valueAt(plugin, ['id']);
    if (id !== 'auto-router' && id !== 'auto-beta-router') return [];
    const enabled = valueAt(plugin, ['enabled']);
    const excluded = valueAt(plugin, ['excluded_models']);
    return {
      id,
      isOn: isAbsent(enabled) || enabled === true,
      patterns: listOf(valueAt(plugin, ['allowed_models'])),
      // Anything but a list excludes nothing that one could rely on.
      excluded: Array.isArray(excluded) ? excluded.filter((each) => typeof each === 'string') : [],
    };
  });
}

/**
 * Whether pruning has to succeed: whatever is not fine stands among the body's models with somebody fine to step in,
 * or among candidates of which one is fine.
 */
export function isMendable({ parts, isWellFormed }: PlantedRequest, rows: Rows): boolean {
  return isWellFormed && parts.every((part) => isMendablePart(part, rows));
}

function isMendablePart(part: PlantedPart, rows: Rows): boolean {
  const bad = part.plants.filter((plant) => !isFine(plant, part, rows));
  const fine = part.plants.filter((plant) => isFine(plant, part, rows));
  return bad.every(({ role, path }) => {
    if (role === 'fallback') return true;
    if (role === 'primary') return fine.some((other) => other.role === 'fallback');
    const isOwnList = path.length === 4 && path[0] === 'plugins' && typeof path[3] === 'number';
    const list = JSON.stringify(path.slice(0, 3));
    return (
      role === 'candidate' &&
      isOwnList &&
      fine.some((other) => JSON.stringify(other.path.slice(0, 3)) === list)
    );
  });
}

function plantOf(text: string): Plant {
  return { path: [], role: 'primary', kind: 'slug', text, excluded: [] };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isAbsent(value) ? [] : [value];
}

/** What is at a path; undefined where it leads nowhere. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : undefined,
    value,
  );
}
