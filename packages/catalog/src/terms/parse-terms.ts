import { z } from 'zod';
import { CatalogError } from '../errors.js';
import { firstIssue } from '../json.js';
import { once } from '../once.js';
import { readCondition } from './conditions.js';
import { type TermsTable, termsTable } from './terms.js';

/** Made on first use: most programs read no table of terms. */
const tableJson = /* @__PURE__ */ once(() => {
  const text = z.string().regex(/^\P{Cc}+$/u, 'must be text of one line');
  const date = z.iso.date();
  const reading = z.strictObject({
    from: text,
    on: date,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
  });

  const entryJson = z
    .strictObject({
      id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
      author: text,
      models: z.array(z.string().regex(/^(hf:)?[^\s:]+(:[^\s:]+)?$/, 'must be a glob of ids')).min(1),
      host: text.nullable().default(null),
      layer: z.enum(['weights-licence', 'api-terms', 'host-terms']),
      holder: text,
      document: text,
      statement: z.enum(['allowed', 'allowed-with-conditions', 'disallowed', 'silent', 'unknown']),
      conditions: z
        .array(
          z.string().refine((condition) => readCondition(condition) !== null, 'is not a known condition'),
        )
        .default([]),
      clause: text.nullable().default(null),
      summary: text,
      url: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      effective: date.nullable().default(null),
      read: reading.nullable().default(null),
      evidence: z.enum(['primary', 'secondary', 'weak']),
      also: z.array(reading).exactOptional(),
      unmatched: z.record(text, text).exactOptional(),
      decided: z.strictObject({ by: text, on: date }).exactOptional(),
    })
    .refine(({ host, layer }) => (host === null) === (layer !== 'host-terms'), {
      path: ['host'],
      message: 'must be given for host-terms, and for no other layer',
    });

  return z.strictObject({
    date,
    digest: z.string().exactOptional(),
    entries: z.array(entryJson),
  });
});

/**
 * Checks and reads a table of terms: `{ "date": "YYYY-MM-DD", "entries": […] }`. `host`, `clause`, `url`, `effective` and
 * `read` may be left out for null, `conditions` for none. A `digest` is compared if there is one.
 *
 * @throws CatalogError `TERMS_INVALID`, with the JSON Pointer in `details.path`
 */
export function parseTerms(json: unknown): TermsTable {
  const parsed = tableJson().safeParse(json);
  if (!parsed.success) {
    const { problem, path } = firstIssue(parsed.error);
    throw invalid(problem, path, parsed.error);
  }
  const { date, digest, entries } = parsed.data;
  const ids = entries.map(({ id }) => id);
  const repeated = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  if (repeated >= 0) {
    const path = `/entries/${repeated}/id`;
    throw invalid(`the id "${ids[repeated]}" is there twice at ${path}`, path);
  }
  const table = termsTable(date, entries);
  if (digest !== undefined && digest !== table.digest) {
    throw invalid(
      'the content is not what the digest was made of; remove it if you changed the table at /digest',
      '/digest',
    );
  }
  return table;
}

function invalid(problem: string, path: string, cause?: unknown): CatalogError {
  return new CatalogError('TERMS_INVALID', `Not a table of terms: ${problem}.`, { cause, details: { path } });
}
