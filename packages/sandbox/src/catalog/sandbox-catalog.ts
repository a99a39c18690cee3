import { SandboxError } from '../wire/errors.js';

/** What the sandbox serves. */
export interface SandboxCatalog {
  /** The rows, in the order in which they are listed. */
  readonly models: readonly ModelRow[];
  /** The ids of the rows whose text may be used for training. An alias has the label of its target. */
  readonly distillable: ReadonlySet<string>;
  /** Where rows and permissions come from: one line of printable ASCII, sent as a header of every response. */
  readonly sample: string;
}

/**
 * One row of the model list, in OpenRouter's own shape. Only the fields that the sandbox reads are declared; all others
 * are served as they are. No row says whether its model is distillable: only the filter `distillable=` shows that.
 */
export interface ModelRow {
  /** The slug that requests name: `author/name`, with `:variant` on variants. */
  readonly id: string;
  /** The permanent name, which a base shares with its variants. */
  readonly canonical_slug?: string | null | undefined;
  /** The name for people. */
  readonly name?: string | null | undefined;
  /** The inputs and outputs of the model. */
  readonly architecture?: ModelArchitecture | null | undefined;
  /** The request fields that the model supports, such as `tools`. */
  readonly supported_parameters?: readonly string[] | null | undefined;
  /** Only on aliases: the target row. */
  readonly alias_target?: AliasTarget | null | undefined;
  readonly [field: string]: unknown;
}

/** The inputs and outputs of a model. Without `output_modalities` a row counts as a text model. */
export interface ModelArchitecture {
  /** The kinds of output, such as `text` or `image`. */
  readonly output_modalities?: readonly string[] | undefined;
  /** `Router` on routers and on aliases. */
  readonly tokenizer?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** The row that a `~author/family-latest` alias stands for today. */
export interface AliasTarget {
  /** The id of the target's row. */
  readonly slug: string;
  /** The target's name for people. */
  readonly name?: string | undefined;
  readonly [field: string]: unknown;
}

/** Whether the row is an alias. Older lists have aliases without `alias_target`, known by their `~` alone. */
export function isAlias(row: ModelRow): boolean {
  return row.id.startsWith('~') || Boolean(row.alias_target);
}

/** Whether the server would pick the model. Aliases have the tokenizer `Router` too, but are not routers. */
export function isRouter(row: ModelRow): boolean {
  return !isAlias(row) && row.architecture?.tokenizer === 'Router';
}

/** The author's slug, the same for an alias (`~qwen/…`) as for the author's other rows. */
export function authorOf(row: ModelRow): string {
  const [author = ''] = row.id.split('/');
  return author.replace(/^~/, '');
}

export function outputsOf(row: ModelRow): readonly string[] {
  return row.architecture?.output_modalities ?? ['text'];
}

/** Whether the row belongs in the response to `distillable=true`. Routers never do. */
export function isDistillable(row: ModelRow, catalog: SandboxCatalog): boolean {
  return !isRouter(row) && catalog.distillable.has(row.alias_target?.slug ?? row.id);
}

/**
 * Rejects a catalog whose sample text can't be sent in a header.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID`
 */
export function assertServable(catalog: SandboxCatalog): void {
  if (/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(catalog.sample)) return;
  throw new SandboxError(
    'SANDBOX_OPTION_INVALID',
    `The catalog's \`sample\` must be one line of printable ASCII, because it is sent as a header; it is ${JSON.stringify(catalog.sample)}.`,
  );
}

const dynamicVariants = new Set(['nitro', 'floor', 'online', 'exacto']);

/**
 * The row that a slug names: by its id, by its canonical slug, or, for a dynamic variant without a row of its own, the
 * row of its base. An alias is returned itself, not its target.
 */
export function findRow(slug: string, models: readonly ModelRow[]): ModelRow | undefined {
  const own = findExactly(slug, models);
  if (own !== undefined) return own;
  const { base, variant } = splitVariant(slug);
  if (variant === null) return undefined;
  const row = findExactly(base, models);
  if (row === undefined || dynamicVariants.has(variant)) return row;
  return models.find(({ id }) => id === `${row.id}:${variant}`);
}

/** The row that serves a slug: of an alias its target, else the row that {@link findRow} finds. */
export function findServing(slug: string, models: readonly ModelRow[]): ModelRow | undefined {
  const row = findRow(slug, models);
  return row?.alias_target ? findRow(row.alias_target.slug, models) : row;
}

function findExactly(slug: string, models: readonly ModelRow[]): ModelRow | undefined {
  const row = models.find(({ id }) => id === slug);
  if (row !== undefined) return row;
  // A base and its variants share their canonical slug, which then means the base.
  const sharing = models.filter(({ canonical_slug: canonical }) => canonical === slug);
  return sharing.find(({ id }) => splitVariant(id).variant === null) ?? sharing[0];
}

function splitVariant(slug: string): { readonly base: string; readonly variant: string | null } {
  const colon = slug.indexOf(':', slug.indexOf('/'));
  if (colon === -1) return { base: slug, variant: null };
  return { base: slug.slice(0, colon), variant: slug.slice(colon + 1) };
}
