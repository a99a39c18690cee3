import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { type Identification, identify } from './identify.js';

// Real spellings, labelled by hand, and a real list lie in a folder beside the project on the machines of those who keep
// it. They are not ours to publish.
const data = (name: string) => fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));
const sample = data('names/spellings-sample.json');
const list = data('models-2026-08-22.json');
const isThere = existsSync(sample) && existsSync(list);
if (!isThere) console.log(`labelled spellings: skipped without ${sample} and ${list}`);

const expectedMeaning = z.object({
  kind: z.enum(['slug', 'author-only', 'unresolved']),
  author: z.string().optional(),
  slugs: z.array(z.string()).default([]),
  not_wrong: z.array(z.string()).default([]),
});
type Expected = z.infer<typeof expectedMeaning>;

/** A router is no name of a model: that it is one is all there is to say. */
function isDynamic({ slugs, author, certainty }: Identification): boolean {
  return certainty === 'exact' && author === null && slugs.length === 1;
}

function isAuthorRight({ author }: Identification, expected: Expected): boolean {
  const slugs = [...expected.slugs, ...expected.not_wrong];
  return (
    author === null ||
    author === expected.author ||
    slugs.includes(`author:${author}`) ||
    slugs.some((slug) => slug.startsWith(`${author}/`))
  );
}

/** As labelled, or a more daring result that the label says is not wrong. */
function isAsExpected(found: Identification, expected: Expected): boolean {
  if (!isAuthorRight(found, expected)) return false;
  const { kind, slugs, not_wrong } = expected;
  if (kind === 'slug') return found.slugs.some((slug) => slugs.includes(slug));
  const isDaringRight = found.slugs.every(
    (slug) => not_wrong.includes(slug) || not_wrong.includes(`author:${slug.split('/')[0]}`),
  );
  return kind === 'author-only' ? found.author !== null && isDaringRight : isDaringRight || isDynamic(found);
}

describe.skipIf(!isThere)('labelled spellings', () => {
  const { spellings } = z
    .object({ spellings: z.array(z.object({ spelling: z.string(), expected: expectedMeaning })) })
    .parse(isThere ? JSON.parse(readFileSync(sample, 'utf8')) : { spellings: [] });
  const { data: rows } = z
    .object({
      data: z.array(
        z.object({
          id: z.string(),
          canonical_slug: z.string().nullish(),
          hugging_face_id: z.string().nullish(),
        }),
      ),
    })
    .parse(isThere ? JSON.parse(readFileSync(list, 'utf8')) : { data: [] });
  const snapshot = catalogSnapshot(
    rows
      .filter(({ id }) => !id.startsWith('~'))
      .map(({ id, canonical_slug, hugging_face_id }) =>
        catalogModel(id, { canonicalSlug: canonical_slug ?? id, huggingFaceId: hugging_face_id ?? null }),
      ),
  );

  it.each([false, true])(
    'never get a wrong author, and at least 95 % the right meaning; families: %s',
    (families) => {
      const found = spellings.map(({ spelling, expected }) => ({
        spelling,
        expected,
        found: identify(spelling, snapshot, { families }),
      }));
      expect(found.filter((each) => !isAuthorRight(each.found, each.expected))).toEqual([]);
      const right = found.filter((each) => isAsExpected(each.found, each.expected));
      expect(right.length / found.length).toBeGreaterThanOrEqual(0.95);
    },
  );
});
