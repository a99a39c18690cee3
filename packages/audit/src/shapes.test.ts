import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { audit } from './audit.js';
import type { AuditOptions } from './audit-options.js';
import type { AuditReport } from './report.js';

/** Distillable, in three spellings: a slug, a Hugging Face id, and a name without its maker. */
const allowed = ['qwen/qwen3-max', 'Qwen/Qwen2.5-72B-Instruct', 'DeepSeek-R1-0528'];
/** Not distillable: in today's list, by another name of it, and retired. */
const forbidden = ['openai/gpt-4o', 'gpt-4o', 'anthropic.claude-3-opus-20240229-v1:0'];
const closed = { permission: 'not-distillable' } as const;
const snapshots = catalogSnapshot([
  catalogModel('qwen/qwen3-max'),
  catalogModel('qwen/qwen-2.5-72b-instruct', { huggingFaceId: 'Qwen/Qwen2.5-72B-Instruct' }),
  catalogModel('deepseek/deepseek-r1-0528'),
  catalogModel('openai/gpt-4o', closed),
  catalogModel('anthropic/claude-opus-4.6', closed),
]);

const said = [
  { from: 'human', value: 'Hi' },
  { from: 'gpt', value: 'Hello' },
];
const asked = [{ role: 'user', content: 'Hi' }];

/**
 * Rows written after the shapes of public datasets and logs. Where `$1`, `$2` … stand, a model is named: the row is clean
 * only if all of them are allowed. `$r1` was only requested, and another model served it.
 */
type Shape = readonly [
  shape: string,
  row: Readonly<Record<string, unknown>>,
  places: readonly string[],
  columns?: readonly string[],
];

// biome-ignore format: a table
const shapes: readonly Shape[] = [
  ['1 OpenHermes 2.5', { model: '$1', source: 'airoboros2.2', conversations: said }, ['model generator']],
  ['1 OpenHermes 2.5, which is often null', { model: null, source: 'glaive-code-assist', conversations: said }, []],
  ['2 OpenHermes, formatted', { model_name: '$1', model: '$2' }, ['model_name generator', 'model generator']],
  ['3 OpenHermes without the column', { conversations: said }, []],
  ['4 WildChat', { model: '$1', timestamp: '2023-05-01', conversation: [{ role: 'user', content: 'Hi', timestamp: '2023-05-01' }] }, ['model generator']],
  ['5 WildGPT', { prompt: 'Hi', response: 'Hello' }, []],
  ['6 UltraFeedback', { models: ['$1', '$2'], completions: [{ model: '$3', response: 'a' }, { model: '$4', response: 'b' }] }, ['models[] generator', 'completions[].model generator']],
  ['7 UltraFeedback mini', { generation_models: ['$1', '$2'], generations: ['x', 'y'], ultrafeedback_model: '$3' }, ['generation_models[] generator', 'ultrafeedback_model labeller']],
  ['8 distilabel Orca pairs', { input: 'Hi', generations: ['a', 'b'], labelling_model: '$1' }, ['labelling_model labeller']],
  ['9 distilabel 3', { generation_models: ['$1'] }, ['generation_models[] generator']],
  ['10 distilabel from 1.0', { generation: 'x', model_name: '$1', distilabel_metadata: { raw_output_text_generation_0: 'x' } }, ['model_name generator']],
  ['11 Magpie Pro', { model: '$1', gen_input_config: { temperature: 0.8 } }, ['model generator']],
  ['12 Magpie Ultra', { model_name_query: '$1', model_name_response: '$2', model_name_difficulty: '$3' }, ['model_name_query generator', 'model_name_response generator', 'model_name_difficulty generator']],
  ['13 Llama Nemotron', { generator: '$1', license: 'cc-by-4.0', category: 'math', used_in_training: 'yes' }, ['generator generator']],
  ['14 Nemotron v1', { generator: '$1', license: 'cc-by-4.0', metadata: '{"expected_answer": 3}' }, ['generator generator']],
  ['15 Nemotron v2', { uuid: '1', license: 'x', generator: '$1', version: 'v2', reasoning: 'on' }, ['generator generator']],
  ['16 OpenThoughts', { problem: 'x', deepseek_reasoning: 'y', deepseek_solution: 'z' }, [], ['deepseek_reasoning', 'deepseek_solution']],
  ['17 NuminaMath of R1', { problem: 'x', deepseek_solution: 'z' }, [], ['deepseek_solution']],
  ['18 claude_c1', { problem: 'x', claude_solution: 'z' }, [], ['claude_solution']],
  ['19 named by the repository', { prompt: 'x', thinking: 'y', answer: 'z' }, []],
  ['20 named by the repository, too', { messages: asked }, []],
  ['21 named by the card', { instruction: 'x', response: 'y' }, []],
  ['22 SYNTHETIC-1', { model_name: '$1', llm_response: 'x', metadata: { task: 'math' } }, ['model_name generator']],
  ['23 SYNTHETIC-2', { prompt: 'x', 'deepseek-r1-0528-qwen3-8b_avg_reward': 0.5 }, [], ['deepseek-r1-0528-qwen3-8b_avg_reward']],
  ['24 Tulu 3 preferences', { source: 'ai2-adapt-dev/x', chosen: asked, rejected: [] }, []],
  ['25 smoltalk', { source: 'smol-magpie-ultra', messages: [] }, []],
  ['26 LMSYS Arena', { model_a: '$1', model_b: '$2', judge: 'arena_user_973', conversation_a: [], tstamp: 1 }, ['model_a generator', 'model_b generator']],
  ['27 MT-Bench votes', { model_a: '$1', model_b: '$2', judge: '$3' }, ['model_a generator', 'model_b generator', 'judge judge']],
  ['28 Arena-Hard judgements', { model: '$1', judge: '$2' }, ['model generator', 'judge judge']],
  ['29 FastChat answers', { question_id: 1, model_id: '$1', choices: [{ turns: ['x'] }] }, ['model_id generator']],
  ['29 FastChat judgements', { model_1: '$1', model_2: '$2', judge: ['$3', 'pair-v2'] }, ['model_1 generator', 'model_2 generator', 'judge[0] judge']],
  ['30 RewardBench', { chosen_model: '$1', rejected_model: '$2' }, ['chosen_model chosen', 'rejected_model rejected']],
  ['31 open-instruct', { completions: [{ completion: 'x', model: '$1' }] }, ['completions[].model generator']],
  ['32 LMSYS copies', { model_a_b: ['$1', '$2'], model_name: '$3' }, ['model_a_b[] generator', 'model_name generator']],
  ['33 Evaldam', { generator_model: '$1', generation_method: 'llm' }, ['generator_model generator']],
  ['34 SDD', { generator: '$1', generator_model: '$2', run_id: '7' }, ['generator generator', 'generator_model generator']],
  ['35 paper drafts', { generator_model: '$1', generated_at: '2026-01-01', source_sha256: 'ab' }, ['generator_model generator']],
  ['36 hallmark', { generation_method: 'llm_generated', source: null }, []],
  ['37 curator', { generic_request: { model: '$r1' }, raw_response: { id: 'x', model: '$1', provider: 'OpenAI' }, created_at: 1 }, ['raw_response.model served', 'generic_request.model requested']],
  ['38 Data Designer', { topic: 'x', model_alias: 'openrouter-reasoning', model_configs: [{ alias: 'x', model: '$1' }] }, ['model_configs[].model generator']],
  ['39 OpenAI batch', { custom_id: '1', response: { status_code: 200, body: { id: 'x', model: '$1' } } }, ['response.body.model served']],
  ['39 OpenAI batch input', { custom_id: '1', method: 'POST', body: { model: '$1', messages: [] } }, ['body.model requested']],
  ['39 OpenAI fine-tuning job', { method: { distillation: { teacher_model: '$1' } } }, ['method.distillation.teacher_model teacher']],
  ['40 OpenTelemetry', { attributes: { 'gen_ai.request.model': '$r1', 'gen_ai.response.model': '$1', 'gen_ai.provider.name': 'openai' } }, ['attributes["gen_ai.response.model"] served', 'attributes["gen_ai.request.model"] requested']],
  ['40 OpenTelemetry as lists', { attributes: [{ key: 'gen_ai.request.model', value: { stringValue: '$r1' } }, { key: 'gen_ai.response.model', value: { stringValue: '$1' } }] }, ['attributes[]["gen_ai.response.model"] served', 'attributes[]["gen_ai.request.model"] requested']],
  ['41 a router', { requested_model: '$r1', response_model: '$1', response_id: 'x' }, ['response_model served', 'requested_model requested']],
  ['42 teacher records', { annotation: { teacher_model: '$1', teacher_lane: '$2' } }, ['annotation.teacher_model teacher', 'annotation.teacher_lane teacher']],

  ['answers in columns named by models', { question_id: 7, question: 'x', $1: 'a', $2: 'b' }, ['{key} unspecified']],
  ['lm-eval samples', { doc_id: 0, config: { model_args: 'pretrained=$1,dtype=auto' }, model_source: 'hf', model_name: '$2' }, ['config.model_args unspecified', 'model_name generator']],
  ['LibreChat export', { options: { model: '$1' }, messages: [{ sender: 'User', model: null }, { sender: '$2', model: '$3' }] }, ['options.model unspecified', 'messages[].sender unspecified', 'messages[].model generator']],
  ['W&B Weave call', { output: { object: 'chat.completion', model: '$1' }, summary: { usage: { $2: { requests: 1 } } } }, ['output.model served', 'summary.usage.{key} unspecified']],
  ['Anthropic batch', { custom_id: '1', result: { type: 'succeeded', message: { model: '$1', content: [] } } }, ['result.message.model served']],
  ['Anthropic batch input', { custom_id: '1', params: { model: '$1', messages: [] } }, ['params.model requested']],
  ['OpenRouter log', { request: { models: ['$r1', '$r2'] }, response: { id: 'gen-1', model: '$1', provider: 'X' } }, ['response.model served', 'request.models[] requested']],
  ['LiteLLM', { model: '$1', model_group: 'fast', model_id: '0123456789abcdef0123456789abcdef', hidden_params: { litellm_model_name: '$2' }, response: { model: '$3' } }, ['model generator', 'hidden_params.litellm_model_name served', 'response.model served']],
  ['Langfuse', { type: 'GENERATION', model: '$1', modelId: 'cm0abcdefghijklmnopqrstuv', providedModelName: '$2', modelParameters: { temperature: 1 } }, ['model generator', 'providedModelName generator']],
  ['Helicone', { request_model: '$r1', response_model: '$1', request_body: '{"model":"$r2"}', response_body: '{"model":"$2"}' }, ['response_model served', 'response_body.model served', 'request_model requested', 'request_body.model requested']],
  ['LangSmith', { extra: { invocation_params: { model_name: '$r1' }, metadata: { ls_model_name: '$r2' } }, outputs: { llm_output: { model_name: '$1' } } }, ['outputs.llm_output.model_name served', 'extra.invocation_params.model_name requested', 'extra.metadata.ls_model_name requested']],

  ['file 01: AlpacaEval outputs', { dataset: 'koala', instruction: 'x', output: 'y', generator: '$1' }, ['generator generator']],
  ['file 02: RouteLLM judgements', { question_id: 1, model: '$1', judge: ['$2', 'single-math-v1'], score: 9 }, ['model generator', 'judge[0] judge']],
  ['file 03: a model and its host', { question_id: 1, model_id: '$1@fireworks-ai' }, ['model_id generator']],
  ['file 04: open-instruct inferences', { source: 'oss', inferences: [{ model_name: '$1', completion: 'x' }, { model_name: '$2', completion: 'y' }] }, ['inferences[].model_name generator']],
  ['file 06: Gemini batch', { response: { modelVersion: '$1', candidates: [{ content: { role: 'model' } }] } }, ['response.modelVersion served']],
  ['file 08: Inspect log', { eval: { model: '$4' }, samples: [{ messages: [{ role: 'assistant', model: '$1', source: 'generate' }], output: { model: '$2' }, model_usage: { $3: { total_tokens: 5 } } }] }, ['samples[].messages[].model generator', 'samples[].output.model served', 'samples[].model_usage.{key} requested', 'eval.model requested']],
  ['file 09: tau2', { info: { user_info: { llm: '$1' }, agent_info: { llm: '$2' } } }, ['info.user_info.llm generator', 'info.agent_info.llm generator']],
  ['file 10: WildBench', { session_id: 'x', model_test: '$1', parsed_result: { score: '7' } }, ['model_test generator']],
  ['file 11: llama-stack recording', { request: { body: { model: '$r1' }, model: '$r2' }, response: { body: { __type__: 'x', __data__: { model: '$1' } } } }, ['response.body.__data__.model served', 'request.body.model requested', 'request.model requested']],
  ['file 12: AI SDK spans', { attributes: { 'ai.model.id': '$r1', 'gen_ai.request.model': '$r2', 'ai.response.model': '$1', 'gen_ai.response.model': '$2' } }, ['attributes["ai.response.model"] served', 'attributes["gen_ai.response.model"] served', 'attributes["ai.model.id"] requested', 'attributes["gen_ai.request.model"] requested']],
  ['file 13: BiGGen Bench', { x_1: { response_model_name: '$1', eval_model_name: '$2' } }, ['x_1.response_model_name generator', 'x_1.eval_model_name judge']],
  ['file 14: Prometheus', { response_source: '$1', gpt4_feedback: 'Good.' }, ['response_source generator'], ['gpt4_feedback']],
  ['file 15: agent arena', { leftSubcomponent: '$1', rightSubcomponent: '$2' }, ['leftSubcomponent unspecified', 'rightSubcomponent unspecified']],
  ['file 16: pairs of names', { cmp_key: '$1__$2', annotator1: 1, motivation_app: 'x' }, ['cmp_key unspecified']],
  ['file 17: names as keys', { judge_model: '$1', raw_model_stats: { $2: { mean: 1 }, $3: { mean: 2 } } }, ['judge_model judge', 'raw_model_stats.{key} unspecified']],
  ['file 18: texts by name', { $1: { 1: 'A story.' }, $2: { 1: 'Another.' } }, ['{key} unspecified']],
  ['file 19: sources that were asked', { api_sources_queried: ['openrouter/$1'], reason: 'x' }, ['api_sources_queried[] unspecified']],
  ['file 20: JSON that was encoded twice', { model: '$1', request_body: JSON.stringify('{"model":"$2"}') }, ['model generator', 'request_body.model requested']],
  ['file 21: DeepEval run', { testCases: [{ metricsData: [{ evaluationModel: '$1' }], trace: { llmSpans: [{ model: '$2' }] } }] }, ['testCases[].metricsData[].evaluationModel judge', 'testCases[].trace.llmSpans[].model unspecified']],
  ['file 22: Claude Code session', { type: 'assistant', version: '1.0.0', message: { model: '$1', role: 'assistant' } }, ['message.model served']],
  ['file 23: router run', { algorithms: [{ selections: [['q_0', '$1']], feedback: [{ model_id: '$2' }], arm_pulls: { $3: 0 } }] }, ['algorithms[].selections[][1] unspecified', 'algorithms[].feedback[].model_id unspecified', 'algorithms[].arm_pulls.{key} unspecified']],
  ['file 24: promptfoo summaries', { '[3.0 Haiku] Output': 'x', '[3.5 Sonnet] Output': 'y' }, [], ['[3.0 Haiku] Output', '[3.5 Sonnet] Output']],
  ['file 25: OpenRouter response', { model: '$1', provider: 'Amazon Bedrock', choices: [{ message: { reasoning_details: [{ format: 'anthropic-claude-v1' }] } }] }, ['model generator']],
  ['file 26: promptfoo export', { results: { results: [{ provider: { id: 'openrouter:$1' } }] }, config: { providers: ['openrouter:$2'] } }, ['results.results[].provider.id unspecified', 'config.providers[] unspecified']],
  ['file 27: Vicuna reviews', { reviewer_id: '$1', answer1_id: 'a', text: 'Assistant 1 wins.' }, ['reviewer_id judge']],
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-shapes-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const marks = /\$r?\d/g;

/** Audits a file of one such row; `bad` is the mark that stands for a model that is not allowed. */
async function run(
  row: Shape[1],
  bad: string | null,
  options: Partial<AuditOptions> = {},
): Promise<AuditReport> {
  let count = 0;
  const text = JSON.stringify(row).replaceAll(marks, (mark) => {
    count += 1;
    const names = mark === bad ? forbidden : allowed;
    return names[count % names.length] ?? '';
  });
  const path = join(folder, 'rows.jsonl');
  await writeFile(path, `${text}\n`);
  return audit([path], { snapshots, ...options });
}

function verdictOf({ totals }: AuditReport): string | undefined {
  return Object.entries(totals.verdicts).find(([, rows]) => rows > 0)?.[0];
}

describe('an audit of rows in the shape of', () => {
  const table = shapes.map(([shape, row, places, columns = []]) => {
    const named = JSON.stringify(row).match(marks) ?? [];
    return { shape, row, places, columns, named };
  });
  const naming = table.filter(({ named }) => named.length > 0);

  it.each(table)('$shape finds the places that name models, with their roles', async (shape) => {
    const report = await run(shape.row, null);
    const [file] = report.files;
    expect(file?.places.map(({ place, role }) => `${place} ${role}`)).toEqual(shape.places);
    expect(file?.suspiciousColumns).toEqual(shape.columns);
    expect(verdictOf(report)).toBe(shape.named.length === 0 ? 'unnamed' : 'distillable');
  });

  it.each(naming)('$shape is not clean if one of its models is not allowed', async ({ row, named }) => {
    for (const mark of named) {
      const report = await run(row, mark);
      const isAside = mark.startsWith('$r');
      expect([mark, verdictOf(report)]).toEqual([mark, isAside ? 'distillable' : 'not-distillable']);
      if (isAside) expect(report.differences.map(({ served }) => allowed.includes(served))).toContain(true);
    }
  });

  it.each(naming)('$shape names none where its places are left out as reported', async ({ row, places }) => {
    const ignoreFields = places.map((place) => place.slice(0, place.lastIndexOf(' ')));
    expect(verdictOf(await run(row, null, { ignoreFields }))).toBe('unnamed');
  });

  it.each(table.filter(({ named }) => named.length === 0))(
    '$shape is as good as the model that is declared for it',
    async ({ row }) => {
      const declared = async (assumeModel: string) => verdictOf(await run(row, null, { assumeModel }));
      expect(await declared('qwen/qwen3-max')).toBe('distillable');
      expect(await declared('openai/gpt-4o')).toBe('not-distillable');
    },
  );
});
