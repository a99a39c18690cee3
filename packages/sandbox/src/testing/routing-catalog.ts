import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import { row, smallCatalog } from './small-catalog.js';

/** The small catalog with variants, a canonical slug of another form, and a family that lies between the authors. */
export const routingCatalog: SandboxCatalog = {
  ...smallCatalog,
  models: [
    ...smallCatalog.models,
    row('qwen/one:free', { canonical_slug: 'qwen/one-20260101' }),
    row('qwen/one:batch', { canonical_slug: 'qwen/one-20260101' }),
    row('openai/three:free', { canonical_slug: 'openai/three-20260101' }),
    row('mistralai/four', { canonical_slug: 'mistral/the-4th-20260101' }),
    row('qwen/two:online', { canonical_slug: 'qwen/two-20260101' }),
  ],
  distillable: new Set([...smallCatalog.distillable, 'qwen/one:free', 'qwen/one:batch', 'mistralai/four']),
};
