import {
  builtInTerms,
  type CatalogModel,
  type CatalogSnapshot,
  forbiddingHosts,
  identify,
  termsOf,
} from '@distillable/catalog';
import { evaluate, type Policy } from '@distillable/core';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { type Finding, respond, type ServerContext } from '../respond.js';

const question = z.strictObject({
  model: z
    .string()
    .max(1_024)
    .describe('A slug as in the field `model` of a request, or any name of a model'),
  host: z.string().max(200).optional().describe('The provider that serves it, if it is known'),
});

/** `explain_model` */
export function defineExplainModel(server: McpServer, context: ServerContext): void {
  server.registerTool(
    'explain_model',
    {
      title: 'Explain a model',
      description:
        "Says whether the text of one model may be used to train other models, why, what its licence and terms ask for, and which distillable models are nearest. Call it when a model is named whose output may become training data, also for names in datasets and papers. `verdict` is OpenRouter's label; `terms` are dated facts, no legal advice: where the two differ, tell the user both.",
      inputSchema: question,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ model, host = null }) =>
      respond(context, (snapshot) => explain(model, host, snapshot, context.policy.policy)),
  );
}

function explain(requested: string, host: string | null, snapshot: CatalogSnapshot, policy: Policy): Finding {
  const { verdict, model, steps } = snapshot.resolve(requested);
  const [judged] = evaluate({ model: requested }, snapshot, policy, { alternatives: 5 }).references;
  const { code = null, message = '', alternatives = [] } = judged ?? {};
  const meaning = verdict === 'unknown' ? identify(requested, snapshot) : null;
  const terms = model?.kind === 'model' ? describeTerms(model, host) : null;
  const lines = [
    `${requested}: ${verdict}`,
    message,
    ...(meaning?.slugs ?? []).map((slug) => `Most likely ${slug}: ${describeStanding(slug, snapshot)}`),
    ...(alternatives.length === 0 ? [] : [`Nearest distillable models: ${alternatives.join(', ')}`]),
    ...[...(terms?.conflicts ?? []), ...(terms?.duties ?? [])].map(
      ({ text }) => `Terms of ${model?.slug}: ${text}`,
    ),
  ];
  return { lines, facts: { requested, verdict, code, message, alternatives, meaning, model, steps, terms } };
}

function describeStanding(slug: string, snapshot: CatalogSnapshot): string {
  const { verdict } = snapshot.resolve(slug);
  return verdict === 'unknown' ? 'not in the list any more' : verdict;
}

function describeTerms(model: CatalogModel, host: string | null) {
  const table = builtInTerms();
  const { statement, duties, conflicts } = termsOf(model, table, host);
  const hosts = forbiddingHosts(model, table).map((each) => each.host);
  return { date: table.date, digest: table.digest, statement, duties, conflicts, forbiddingHosts: hosts };
}
