import { authorOf, isDistillable, type ModelRow, type SandboxCatalog } from '../catalog/sandbox-catalog.js';
import { ApiError } from '../wire/api-error.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { findRow, servingRow } from './find-row.js';
import { type RoutingStrategy, routerCandidates, routerStrategy } from './routers.js';

/** A row that may serve, and why it may. */
export interface Candidate {
  /** The slug as the request names it. */
  readonly slug: string;
  readonly row: ModelRow;
  readonly strategy: RoutingStrategy;
  /** The router that picked the row; null when the request names the model. */
  readonly router: string | null;
}

/** By what rules candidates are found. */
export interface CandidateRules {
  readonly catalog: SandboxCatalog;
  /** Whether the model that a router picks must be distillable when the request enforces it. */
  readonly routersHonourFlag: boolean;
}

/** How far down its list a router goes when models fail. */
const maxPicked = 3;

/**
 * The rows that may serve, in the order in which they are tried. `enforce_distillable_text` drops all others, except
 * those that a router picks: nothing documents that routers honour it. Rows of hosts that `only` and `ignore` exclude
 * are dropped too.
 *
 * @throws ApiError 400 for a slug that names nothing
 */
export function findCandidates(
  slugs: readonly string[],
  body: JsonObject,
  { catalog, routersHonourFlag }: CandidateRules,
): readonly Candidate[] {
  const enforced = isEnforced(body);
  return slugs.flatMap((slug) =>
    candidatesFor(slug, body, catalog)
      .filter(({ row, router }) => {
        if (!mayServe(row, body)) return false;
        const exempt = !enforced || (router !== null && !routersHonourFlag);
        return exempt || isDistillable(row, catalog);
      })
      .slice(0, maxPicked),
  );
}

/** Whether the request allows distillable models only. */
function isEnforced({ provider }: JsonObject): boolean {
  return isJsonObject(provider) && provider['enforce_distillable_text'] === true;
}

function candidatesFor(slug: string, body: JsonObject, catalog: SandboxCatalog): readonly Candidate[] {
  const row = findRow(slug, catalog.models);
  const strategy = routerStrategy(slug, row);
  if (strategy !== null) {
    const rows = routerCandidates(slug, body, catalog);
    return rows.map((picked) => ({ slug, row: picked, strategy, router: slug }));
  }
  const serving = row === undefined ? undefined : servingRow(row, catalog.models);
  if (serving === undefined) throw new ApiError(400, `${slug} is not a valid model ID`);
  return [{ slug, row: serving, strategy: nameStrategy(slug), router: null }];
}

function nameStrategy(slug: string): RoutingStrategy {
  if (!slug.startsWith('~')) return 'direct';
  return slug.endsWith('latest') ? 'latest' : 'alias';
}

/** The name of the provider that serves a row here; its slug is the same in lower case, with a dash. */
export function providerOf(row: ModelRow): string {
  return `Sandbox ${authorOf(row)}`;
}

/** Whether `provider.only` and `provider.ignore` let the row's provider serve, by its name or its slug. */
function mayServe(row: ModelRow, { provider }: JsonObject): boolean {
  if (!isJsonObject(provider)) return true;
  const { only, ignore } = provider;
  return (!Array.isArray(only) || names(only, row)) && !(Array.isArray(ignore) && names(ignore, row));
}

function names(list: readonly unknown[], row: ModelRow): boolean {
  const slug = slugOf(providerOf(row));
  return list.some((entry) => typeof entry === 'string' && slugOf(entry) === slug);
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
