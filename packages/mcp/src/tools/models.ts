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

const maxListed = 200;

const word = z.string().max(200);

const filter = z.strictObject({
  search: word.optional().describe('Words that slug or name must contain, such as "qwen coder"'),
  author: word.optional().describe('The part of the slug before the slash, such as "mistralai"'),
  minContext: z.number().optional().describe('Tokens of context at least'),
  supports: z.array(word).max(20).optional().describe('Request parameters, such as "tools" or "reasoning"'),
  all: z
    .boolean()
    .default(false)
    .describe('Also models that are not distillable, or that the policy rules out, with their verdicts'),
  limit: z.number().int().min(1).max(maxListed).default(50),
});

/** `list_models` */
export function defineListModels(server: McpServer, context: ServerContext): void {
  server.registerTool(
    'list_models',
    {
      title: 'List distillable models',
      description: `Lists OpenRouter's models whose text may be used to train other models and that the user's policy allows, in the order of their slugs. Call it before you choose or propose a model whose output becomes training data. Prices are USD per token. At most ${maxListed} are listed; \`total\` says how many match.`,
      inputSchema: filter,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (given) =>
      respond(context, (snapshot) => {
        const { policy } = context.policy;
        const isAllowed = ({ slug }: CatalogModel): boolean =>
          evaluate({ model: slug }, snapshot, policy, { alternatives: 0 }).allowed;
        const matching = (given.all ? snapshot.models() : snapshot.distillable()).filter(conditionOf(given));
        const found = given.all ? matching : matching.filter(isAllowed);
        const models = found.slice(0, given.limit).map((model) => ({
          slug: model.slug,
          verdict: snapshot.resolve(model.slug).verdict,
          ...offerOf(model),
        }));
        const count = `${models.length} of ${found.length} matching models:`;
        return { lines: [count, ...models.map(describeOffer)], facts: { total: found.length, models } };
      }),
  );
}

/** What one chooses a model by. */
function offerOf(model: CatalogModel) {
  const { name, contextLength, promptPrice, completionPrice, inputModalities, outputModalities } = model;
  const { expirationDate } = model;
  return {
    name,
    contextLength,
    promptPrice,
    completionPrice,
    inputModalities,
    outputModalities,
    expirationDate,
  };
}

function describeOffer(
  model: ReturnType<typeof offerOf> & { readonly slug: string; readonly verdict: string },
) {
  const { slug, verdict, contextLength, promptPrice, completionPrice } = model;
  const prices = `prompt ${perMillion(promptPrice)}, completion ${perMillion(completionPrice)} per million tokens`;
  return `${slug}: ${verdict}, context ${contextLength ?? 'unknown'}, ${prices}`;
}

function perMillion(price: string | null): string {
  return price === null ? 'unknown' : `$${Number((Number(price) * 1e6).toPrecision(4))}`;
}

function conditionOf({ search = '', author, minContext, supports = [] }: z.infer<typeof filter>) {
  const words = search.toLowerCase().split(/\s+/);
  const prefix = author === undefined ? '' : `${author.toLowerCase()}/`;
  return ({ slug, name, contextLength, supportedParameters }: CatalogModel): boolean => {
    const text = `${slug}\n${name}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      slug.toLowerCase().replace(/^~/, '').startsWith(prefix) &&
      (minContext === undefined || (contextLength ?? -1) >= minContext) &&
      supports.every((parameter) => supportedParameters.includes(parameter))
    );
  };
}

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
