import { DistillableError, pointer } from '@distillable/catalog';
import { z } from 'zod';
import { isListEntry, listEntryRule } from './compile-policy.js';
import type { Policy } from './policy.js';

const slugs = z.array(z.string().min(1).refine(isListEntry, { error: listEntryRule }));

const policySchema = z.strictObject({
  $schema: z.string().optional().describe('Where editors find this schema.'),
  mode: z
    .enum(['reject', 'prune'])
    .optional()
    .describe(
      'reject (default): any reference that is not allowed rejects the request. prune: drops what may be dropped.',
    ),
  allow: slugs
    .optional()
    .describe(
      'Slugs or authors outside of which nothing passes. Empty: nothing. Admits private models by exact slug.',
    ),
  deny: slugs.optional().describe('Slugs or authors that never pass; stronger than allow.'),
  presets: z
    .enum(['reject', 'resolve'])
    .optional()
    .describe('Whether presets reject a request (default), or are read and judged.'),
  routers: z
    .enum(['bounded', 'reject'])
    .optional()
    .describe(
      'bounded (default): openrouter/auto passes when its candidates are bounded to distillable models.',
    ),
  maxCatalogAge: z
    .number()
    .nonnegative()
    .optional()
    .describe('Milliseconds after which a catalog is too old to judge by.'),
  withoutCatalog: z
    .enum(['reject', 'enforce-only'])
    .optional()
    .describe('Without a usable catalog: reject everything (default), or leave plain models to the server.'),
});

/**
 * Checks a policy that comes from a file.
 *
 * @throws DistillableError `POLICY_INVALID` with the JSON Pointer in `details.path`
 */
export function parsePolicy(value: unknown): Policy {
  const parsed = policySchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = (issue?.path ?? []).reduce<string>((parent, key) => pointer(parent, String(key)), '');
    throw new DistillableError(
      'POLICY_INVALID',
      `Not a policy: ${issue?.message ?? 'unreadable'} at ${path || 'the top'}.`,
      {
        cause: parsed.error,
        details: { path },
      },
    );
  }
  const { $schema: _, ...policy } = parsed.data;
  const given = Object.entries(policy).filter(([, setting]) => setting !== undefined);
  return Object.fromEntries(given);
}

/** The JSON Schema of a policy file, for editors. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { target: 'draft-7' });
}
