import {
  authorOf,
  findRow,
  findServing,
  isDistillable,
  type ModelRow,
  type SandboxCatalog,
} from '../catalog/sandbox-catalog.js';
import { ApiError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { type RoutingStrategy, routerCandidates, routerStrategy } from './routers.js';

/** A host that serves a row. */
export interface Host {
  /** As responses name it. */
  readonly name: string;
  /** The slug of its endpoint, as `provider.only` and `provider.ignore` name it. */
  readonly tag: string;
}

/** A row that may serve, where, and why it may. */
export interface Candidate extends Named {
  readonly host: Host;
}

interface Named {
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
      .flatMap((named) => {
        const host = findHost(named.row, body);
        const exempt = !enforced || (named.router !== null && !routersHonourFlag);
        const mayServe = exempt || isDistillable(named.row, catalog);
        return mayServe && host !== undefined ? [{ ...named, host }] : [];
      })
      .slice(0, maxPicked),
  );
}

/** Whether the request allows distillable models only. */
function isEnforced({ provider }: JsonObject): boolean {
  return isJsonObject(provider) && provider['enforce_distillable_text'] === true;
}

function candidatesFor(slug: string, body: JsonObject, catalog: SandboxCatalog): readonly Named[] {
  const row = findRow(slug, catalog.models);
  const strategy = routerStrategy(slug, row);
  if (strategy !== null) {
    const rows = routerCandidates(slug, body, catalog);
    return rows.map((picked) => ({ slug, row: picked, strategy, router: slug }));
  }
  const serving = findServing(slug, catalog.models);
  if (serving === undefined) throw new ApiError(400, `${slug} is not a valid model ID`);
  return [{ slug, row: serving, strategy: nameStrategy(slug), router: null }];
}

function nameStrategy(slug: string): RoutingStrategy {
  if (!slug.startsWith('~')) return 'direct';
  return slug.endsWith('latest') ? 'latest' : 'alias';
}

const ofOpenWeights: readonly Host[] = [
  { name: 'DeepInfra', tag: 'deepinfra/fp8' },
  { name: 'Together', tag: 'together' },
  { name: 'Amazon Bedrock', tag: 'amazon-bedrock' },
];

/** The hosts that serve a row here, in the order in which they are tried. No list says who does, so they are made up. */
export function hostsOf(row: ModelRow): readonly Host[] {
  const author = authorOf(row);
  const own = { name: `Sandbox ${author}`, tag: `sandbox-${author}` };
  return row['hugging_face_id'] ? [own, ...ofOpenWeights] : [own];
}

/** The first host that `provider.only` and `provider.ignore` let serve a row, by its name or slug. */
function findHost(row: ModelRow, { provider }: JsonObject): Host | undefined {
  const { only, ignore } = isJsonObject(provider) ? provider : {};
  return hostsOf(row).find(
    (host) => (!Array.isArray(only) || names(only, host)) && !(Array.isArray(ignore) && names(ignore, host)),
  );
}

function names(list: readonly unknown[], { tag }: Host): boolean {
  const meant = list.map((entry) => (typeof entry === 'string' ? slugOf(entry) : ''));
  return meant.includes(tag) || meant.includes(tag.replace(/\/.*$/, ''));
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
