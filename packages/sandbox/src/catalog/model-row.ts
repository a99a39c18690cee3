/**
 * One row of the model list, in OpenRouter's own shape. Only the fields that the sandbox reads are named; all others
 * are served as they are. No row says whether its model is distillable: that is only reachable through the filter.
 */
export interface ModelRow {
  readonly id: string;
  readonly canonical_slug?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly architecture?: ModelArchitecture | null | undefined;
  readonly supported_parameters?: readonly string[] | null | undefined;
  readonly alias_target?: AliasTarget | null | undefined;
  readonly [field: string]: unknown;
}

/** The part of a row that tells what goes in and comes out. */
export interface ModelArchitecture {
  readonly output_modalities?: readonly string[] | undefined;
  readonly tokenizer?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** The row that a `~author/family-latest` alias stands for today. */
export interface AliasTarget {
  readonly slug: string;
  readonly name?: string | undefined;
  readonly [field: string]: unknown;
}

/** Whether the row is an alias. Older lists have aliases without `alias_target`, known by their `~` alone. */
export function isAlias(row: ModelRow): boolean {
  return row.id.startsWith('~') || Boolean(row.alias_target);
}

/** Whether the server would pick the model. Aliases carry the tokenizer `Router` too, and are no routers. */
export function isRouter(row: ModelRow): boolean {
  return !isAlias(row) && row.architecture?.tokenizer === 'Router';
}

/** The author's slug, the same for an alias (`~qwen/…`) as for the author's other rows. */
export function authorOf(row: ModelRow): string {
  const [author = ''] = row.id.split('/');
  return author.replace(/^~/, '');
}
