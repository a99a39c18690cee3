import type { CatalogModel, Permission } from '@distillable/catalog';
import fc from 'fast-check';
import { catalogModel } from '../../support/catalog-model.js';

const authors = ['qwen', 'openai', 'nvidia'];
const bases = authors.flatMap((author) => [`${author}/a`, `${author}/b`]);
const base = fc.constantFrom(...bases);
const variant = fc.constantFrom('', '', '', '', ':free', ':batch', ':nitro', ':free:online');
const dated = fc.constantFrom(...bases.map((slug) => `${slug}-20250101`), 'nvidia/shared-20250101');

/** Mostly distillable: a catalog that allows nothing would prove little. */
const permission: fc.Arbitrary<Permission> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('distillable' as const) },
  { weight: 3, arbitrary: fc.constant('not-distillable' as const) },
  { weight: 1, arbitrary: fc.constantFrom('conflicting' as const, 'unlisted' as const) },
);

const target = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(base, variant).map((parts) => parts.join('')) },
  fc.constantFrom(null, '~qwen/latest', '~openai/latest', 'openrouter/auto', 'acme/router', 'qwen/gone'),
  fc.constantFrom('qwen/a:floor', 'qwen/a@preset/x', 'nvidia/shared-20250101'),
);

const model = row({
  slug: fc.tuple(base, variant).map((parts) => parts.join('')),
  kind: fc.constant('model'),
  canonicalSlug: fc.option(dated, { nil: null }),
});
const alias = row({
  slug: fc.constantFrom('~qwen/latest', '~openai/latest', '~qwen/b-latest', '~qwen/latest:free'),
  kind: fc.constant('alias'),
  aliasTarget: target,
  canonicalSlug: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: dated }),
});
const router = row({
  slug: fc.constantFrom('openrouter/auto', 'openrouter/pareto-code', 'acme/router', 'openrouter/auto:free'),
  kind: fc.constant('router'),
});
/** Rows that a careless list might hold: a router that looks like a plain model, names of object prototypes. */
const odd = row({
  slug: fc.constantFrom('openrouter/auto', 'openrouter/free', '__proto__', 'constructor', 'Qwen/A', ' '),
  kind: fc.constant('model'),
});

/** Any small catalog: rows of every kind and permission, variants, shared names, aliases that lead nowhere. */
export const arbitraryRows: fc.Arbitrary<readonly CatalogModel[]> = fc.uniqueArray(
  fc.oneof(
    { weight: 10, arbitrary: model },
    { weight: 3, arbitrary: alias },
    { weight: 1, arbitrary: router },
    { weight: 1, arbitrary: odd },
  ),
  { minLength: 1, maxLength: 12, selector: ({ slug }) => slug },
);

interface RowParts {
  readonly slug: fc.Arbitrary<string>;
  readonly kind: fc.Arbitrary<CatalogModel['kind']>;
  readonly canonicalSlug?: fc.Arbitrary<string | null>;
  readonly aliasTarget?: fc.Arbitrary<string | null>;
}

function row(parts: RowParts): fc.Arbitrary<CatalogModel> {
  const own = { canonicalSlug: fc.constant(null), aliasTarget: fc.constant(null), ...parts };
  return fc
    .record({
      ...own,
      permission,
      outputModalities: fc.constantFrom(['text'], ['text'], ['text'], ['image']),
      expirationDate: fc.constantFrom(null, '2020-01-01', '2098-12-31'),
    })
    .map((made) => catalogModel(made.slug, { ...made, canonicalSlug: made.canonicalSlug ?? made.slug }));
}
