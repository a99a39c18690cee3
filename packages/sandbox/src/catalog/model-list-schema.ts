import { z } from 'zod';
import type { ModelRow } from './model-row.js';

const modelRow = z.looseObject({
  id: z.string().min(1),
  canonical_slug: z.string().nullish(),
  name: z.string().nullish(),
  architecture: z
    .looseObject({ output_modalities: z.array(z.string()).optional(), tokenizer: z.string().nullish() })
    .nullish(),
  supported_parameters: z.array(z.string()).nullish(),
  alias_target: z.looseObject({ slug: z.string().min(1), name: z.string().optional() }).nullish(),
});

/** A saved answer of `GET /models`, bare or wrapped with further fields; only what the sandbox reads is checked. */
export const modelListSchema: z.ZodType<{ readonly data: readonly ModelRow[] }> = z.looseObject({
  data: z.array(modelRow).min(1),
});

/** Slugs that are distillable. */
export const slugsSchema: z.ZodType<readonly string[]> = z.array(z.string().min(1));

/** Slugs with their labels; OpenRouter's null stands for "not allowed", as false does. */
export const labelsSchema: z.ZodType<Readonly<Record<string, boolean | null>>> = z.record(
  z.string(),
  z.boolean().nullable(),
);
