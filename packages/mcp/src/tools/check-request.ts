import { countOf } from '@distillable/audit';
import { type CatalogSnapshot, findDuplicateKey } from '@distillable/catalog';
import {
  type Decision,
  evaluate,
  type Policy,
  PolicyViolationError,
  readRequestBody,
} from '@distillable/core';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { ServerError } from '../errors.js';
import { clip, type Finding, respond, type ServerContext } from '../respond.js';

const request = z.strictObject({
  body: z
    .union([z.looseObject({}), z.string()])
    .describe('The body as JSON, or as its text. Leave out long prompts: only what names models counts'),
  naming: z
    .enum(['wire', 'sdk'])
    .default('wire')
    .describe(
      '`wire`: snake_case, as in HTTP; `sdk`: camelCase, as the functions of @openrouter/sdk take it',
    ),
});

/** `check_request` */
export function defineCheckRequest(server: McpServer, context: ServerContext): void {
  server.registerTool(
    'check_request',
    {
      title: 'Check a request',
      description:
        'Judges the body of a request to OpenRouter (chat completions, completions, responses, messages, batches) before it is sent: every place that names a model or lets the server pick one. Call it for requests whose responses may become training data. Rejections have a JSON Pointer, a code and what to use instead. A request that is allowed must be sent with `changes` (JSON Patch): they have OpenRouter enforce the same. `terms` are dated facts on licences and terms, no legal advice: where they differ from the label, tell the user both. A guard or proxy with a policy of its own may be stricter, and which model will respond is known only afterwards.',
      inputSchema: request,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ body, naming }) =>
      respond(context, async (snapshot) => {
        const options = { naming, now: context.now(), limits: context.catalog.limits };
        return describe(await judge(body, snapshot, context.policy.policy, options));
      }),
  );
}

/** A body that can't be read is rejected like one that may not be sent. */
async function judge(
  body: unknown,
  snapshot: CatalogSnapshot,
  policy: Policy,
  options: Parameters<typeof evaluate>[3],
): Promise<Decision> {
  try {
    const json = typeof body === 'string' ? await parseBody(body) : body;
    return evaluate(json, snapshot, policy, options);
  } catch (error) {
    if (error instanceof PolicyViolationError) return error.decision;
    throw error;
  }
}

/** @throws PolicyViolationError; ServerError `BODY_AMBIGUOUS` */
async function parseBody(text: string): Promise<unknown> {
  const json = await readRequestBody(text, new Headers());
  const twice = findDuplicateKey(text);
  if (twice === null) return json;
  // One reader takes the first of them, another the last.
  throw new ServerError('BODY_AMBIGUOUS', `One object has the field ${JSON.stringify(clip(twice))} twice.`);
}

/** On one line, or on as many as it takes that none is cut: an assistant that reads the text alone needs it whole. */
function linesOf(change: Decision['changes'][number]): readonly string[] {
  const line = JSON.stringify(change);
  return clip(line) === line ? [line] : JSON.stringify(change, null, 1).split('\n');
}

const maxReferences = 50;

/** Of the request itself nothing is repeated: it holds the prompt. */
function describe({ allowed, references, violations, violationCount, changes, terms }: Decision): Finding {
  const reasons = violations.flatMap(({ path, code, message, alternatives }) => [
    `${path === '' ? 'the body' : path}: ${code}. ${message}`,
    ...(alternatives.length === 0 ? [] : [`  Instead: ${alternatives.join(', ')}`]),
  ]);
  const models = terms?.models.slice(0, maxReferences) ?? [];
  const listed = violationCount > violations.length ? `, of which ${violations.length} are listed` : '';
  const lines = allowed
    ? [
        'Allowed, with these changes:',
        ...changes.flatMap(linesOf),
        ...models.flatMap(({ model, duties, conflicts }) =>
          [...conflicts, ...duties].map(({ text }) => `Terms of ${model}: ${text}`),
        ),
      ]
    : [`Rejected for ${countOf(violationCount, 'reason')}${listed}:`, ...reasons];
  return {
    lines,
    facts: {
      allowed,
      violations,
      violationCount,
      changes,
      references: references.slice(0, maxReferences),
      referenceCount: references.length,
      terms: terms === null ? null : { table: terms.table, models },
    },
  };
}
