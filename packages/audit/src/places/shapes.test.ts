import { describe, expect, it } from 'vitest';
import type { Row } from '../fields/field-path.js';
import { describeNames } from './__fixtures__/describe-names.js';
import { createNameCollector } from './collect-names.js';
import { findSuspiciousKeys } from './find-by-value.js';

const qwen = 'Qwen/Qwen2.5-72B-Instruct';
const conversation = [
  { from: 'human', value: 'Hi' },
  { from: 'gpt', value: 'Hello' },
];

type Shape = readonly [dataset: string, row: Row, names: readonly string[], suspicious?: readonly string[]];

/** Rows written after the shapes of public datasets, with what is to be found in them. */
// biome-ignore format: a table
const shapes: readonly Shape[] = [
  ['1 OpenHermes 2.5', { model: 'gpt-4', source: 'airoboros2.2', conversations: conversation }, ['model generator gpt-4']],
  ['1 OpenHermes 2.5, which is often null', { model: null, source: 'glaive-code-assist', conversations: conversation }, []],
  ['2 OpenHermes, formatted', { model_name: 'gpt-4', model: 'gpt-4-0314' }, ['model_name generator gpt-4', 'model generator gpt-4-0314']],
  ['3 OpenHermes without the column', { conversations: conversation }, []],
  ['4 WildChat', { model: 'gpt-4-0314', timestamp: '2023-05-01', conversation: [{ role: 'user', content: 'Hi', timestamp: '2023-05-01' }] }, ['model generator gpt-4-0314']],
  ['5 WildGPT', { prompt: 'Hi', response: 'Hello' }, []],
  ['6 UltraFeedback', { models: ['bard', 'gpt-4'], completions: [{ model: 'bard', response: 'a' }, { model: 'gpt-4', response: 'b' }] },
    ['models[] generator bard', 'models[] generator gpt-4', 'completions[].model generator bard', 'completions[].model generator gpt-4']],
  ['7 UltraFeedback mini', { generation_models: ['a/one', 'a/two'], generations: ['x', 'y'], ultrafeedback_model: 'gpt-4' },
    ['generation_models[] generator a/one', 'generation_models[] generator a/two', 'ultrafeedback_model labeller gpt-4']],
  ['8 distilabel Orca pairs', { input: 'Hi', generations: ['a', 'b'], labelling_model: 'gpt-4-1106-preview' }, ['labelling_model labeller gpt-4-1106-preview']],
  ['9 distilabel 3', { generation_models: ['a/one'] }, ['generation_models[] generator a/one']],
  ['10 distilabel from 1.0', { generation: 'x', model_name: 'meta-llama/Meta-Llama-3-70B-Instruct', distilabel_metadata: { raw_output_text_generation_0: 'x' } },
    ['model_name generator meta-llama/Meta-Llama-3-70B-Instruct']],
  ['11 Magpie Pro', { model: 'meta-llama/Meta-Llama-3-70B-Instruct', gen_input_config: { temperature: 0.8 } }, ['model generator meta-llama/Meta-Llama-3-70B-Instruct']],
  ['12 Magpie Ultra', { model_name_query: 'a/one', model_name_response: 'a/two', model_name_difficulty: 'a/three' },
    ['model_name_query generator a/one', 'model_name_response generator a/two', 'model_name_difficulty generator a/three']],
  ['13 Llama Nemotron', { generator: 'DeepSeek-R1', license: 'cc-by-4.0', category: 'math', used_in_training: 'yes' }, ['generator generator DeepSeek-R1']],
  ['14 Nemotron v1', { generator: 'Qwen3-235B-A22B', license: 'cc-by-4.0', metadata: '{"expected_answer": 3}' }, ['generator generator Qwen3-235B-A22B']],
  ['15 Nemotron v2', { uuid: '1', license: 'x', generator: 'DeepSeek-R1-0528', version: 'v2', reasoning: 'on' }, ['generator generator DeepSeek-R1-0528']],
  ['16 OpenThoughts', { problem: 'x', deepseek_reasoning: 'y', deepseek_solution: 'z' }, [], ['deepseek_reasoning', 'deepseek_solution']],
  ['17 NuminaMath of R1', { problem: 'x', deepseek_solution: 'z' }, [], ['deepseek_solution']],
  ['18 claude_c1', { problem: 'x', claude_solution: 'z' }, [], ['claude_solution']],
  ['19 named by the repository', { prompt: 'x', thinking: 'y', answer: 'z' }, []],
  ['20 named by the repository, too', { messages: [{ role: 'user', content: 'x' }] }, []],
  ['21 named by the card', { instruction: 'x', response: 'y' }, []],
  ['22 SYNTHETIC-1', { model_name: 'deepseek-ai/DeepSeek-R1', llm_response: 'x', metadata: { task: 'math' } }, ['model_name generator deepseek-ai/DeepSeek-R1']],
  ['23 SYNTHETIC-2', { prompt: 'x', 'deepseek-r1-0528-qwen3-8b_avg_reward': 0.5 }, [], ['deepseek-r1-0528-qwen3-8b_avg_reward']],
  ['24 Tulu 3 preferences', { source: 'ai2-adapt-dev/x', chosen: [{ role: 'user', content: 'x' }], rejected: [] }, []],
  ['25 smoltalk', { source: 'smol-magpie-ultra', messages: [] }, []],
  ['26 LMSYS Arena', { model_a: 'koala-13b', model_b: 'gpt-4', judge: 'arena_user_973', conversation_a: [], tstamp: 1 }, ['model_a generator koala-13b', 'model_b generator gpt-4']],
  ['27 MT-Bench votes', { model_a: 'alpaca-13b', model_b: 'gpt-3.5-turbo', judge: 'gpt4_pair' }, ['model_a generator alpaca-13b', 'model_b generator gpt-3.5-turbo', 'judge judge gpt4_pair']],
  ['28 Arena-Hard judgements', { model: 'a/one', judge: 'gpt-4-1106-preview' }, ['model generator a/one', 'judge judge gpt-4-1106-preview']],
  ['29 FastChat answers', { question_id: 1, model_id: 'vicuna-7b-v1.5', choices: [{ turns: ['x'] }] }, ['model_id generator vicuna-7b-v1.5']],
  ['29 FastChat judgements', { model_1: 'a/one', model_2: 'a/two', judge: ['gpt-4', 'pair-v2'] },
    ['model_1 generator a/one', 'model_2 generator a/two', 'judge[0] judge gpt-4', 'judge[1] judge pair-v2 ?']],
  ['30 RewardBench', { chosen_model: 'a/one', rejected_model: 'a/two' }, ['chosen_model chosen a/one', 'rejected_model rejected a/two']],
  ['31 open-instruct', { completions: [{ completion: 'x', model: 'tulu_65B' }] }, ['completions[].model generator tulu_65B']],
  ['32 LMSYS copies', { model_a_b: ['a/one', 'a/two'], model_name: 'a/one' }, ['model_a_b[] generator a/one', 'model_a_b[] generator a/two', 'model_name generator a/one']],
  ['33 Evaldam', { generator_model: 'chatgpt-codex', generation_method: 'llm' }, ['generator_model generator chatgpt-codex']],
  ['34 SDD', { generator: 'sdd-gen', generator_model: 'us.anthropic.claude-opus-4-8' }, ['generator generator sdd-gen', 'generator_model generator us.anthropic.claude-opus-4-8']],
  ['35 paper drafts', { generator_model: 'gpt-5.6-sol', generated_at: '2026-01-01' }, ['generator_model generator gpt-5.6-sol']],
  ['36 hallmark', { generation_method: 'llm_generated', source: null }, []],
  ['37 curator', { generic_request: { model: 'gpt-4o' }, raw_response: { id: 'x', model: 'gpt-4o-2024-08-06', provider: 'OpenAI' }, created_at: 1 },
    ['raw_response.model served gpt-4o-2024-08-06', 'generic_request.model requested gpt-4o -']],
  ['38 Data Designer', { topic: 'x', model_alias: 'openrouter-reasoning', model_configs: [{ alias: 'x', model: 'openai/gpt-oss-20b' }] },
    ['model_alias generator openrouter-reasoning ?', 'model_configs[].model generator openai/gpt-oss-20b']],
  ['39 OpenAI batch', { custom_id: '1', response: { status_code: 200, body: { id: 'x', model: 'gpt-4o-2024-08-06' } } }, ['response.body.model served gpt-4o-2024-08-06']],
  ['39 OpenAI batch input', { custom_id: '1', method: 'POST', body: { model: 'gpt-4o', messages: [] } }, ['body.model requested gpt-4o']],
  ['39 OpenAI fine-tuning job', { method: { distillation: { teacher_model: 'gpt-4o' } } }, ['method.distillation.teacher_model teacher gpt-4o']],
  ['40 OpenTelemetry', { attributes: { 'gen_ai.request.model': 'gpt-4o', 'gen_ai.response.model': 'gpt-4o-2024-08-06', 'gen_ai.provider.name': 'openai' } },
    ['attributes["gen_ai.response.model"] served gpt-4o-2024-08-06', 'attributes["gen_ai.request.model"] requested gpt-4o -']],
  ['40 OpenTelemetry as lists', { attributes: [{ key: 'gen_ai.request.model', value: { stringValue: 'a/one' } }, { key: 'gen_ai.response.model', value: { stringValue: 'a/two' } }] },
    ['attributes[]["gen_ai.response.model"] served a/two', 'attributes[]["gen_ai.request.model"] requested a/one -']],
  ['41 a router', { requested_model: 'auto', response_model: 'mistralai/mistral-medium-3.1', response_id: 'x' },
    ['response_model served mistralai/mistral-medium-3.1', 'requested_model requested auto -']],
  ['42 teacher records', { annotation: { teacher_model: 'claude-opus-5-current', teacher_lane: 'a' } },
    ['annotation.teacher_model teacher claude-opus-5-current', 'annotation.teacher_lane teacher a ?']],

  ['Anthropic batch', { custom_id: '1', result: { type: 'succeeded', message: { model: 'claude-3-5-sonnet-20241022', content: [] } } },
    ['result.message.model served claude-3-5-sonnet-20241022']],
  ['Anthropic batch input', { custom_id: '1', params: { model: 'claude-3-5-haiku-latest', messages: [] } }, ['params.model requested claude-3-5-haiku-latest']],
  ['OpenRouter log', { request: { models: [qwen, 'a/two'] }, response: { id: 'gen-1', model: 'a/two', provider: 'X' } },
    ['response.model served a/two', `request.models[] requested ${qwen} -`, 'request.models[] requested a/two -']],
  ['LiteLLM', { model: 'gpt-4o', model_group: 'fast', model_id: '0123456789abcdef0123456789abcdef', hidden_params: { litellm_model_name: 'azure/gpt-4o' }, response: { model: 'gpt-4o-2024-08-06' } },
    ['model generator gpt-4o', 'hidden_params.litellm_model_name served azure/gpt-4o', 'response.model served gpt-4o-2024-08-06', 'model_group requested fast ? -']],
  ['Langfuse', { type: 'GENERATION', model: 'gpt-4o', modelId: 'cm0abcdefghijklmnopqrstuv', providedModelName: 'gpt-4o', modelParameters: { temperature: 1 } },
    ['model generator gpt-4o', 'providedModelName generator gpt-4o']],
  ['Helicone', { request_model: 'gpt-4o', response_model: 'gpt-4o-2024-08-06', request_body: '{"model":"gpt-4o"}', response_body: '{"model":"gpt-4o-2024-08-06"}' },
    ['response_model served gpt-4o-2024-08-06', 'response_body.model served gpt-4o-2024-08-06', 'request_model requested gpt-4o -', 'request_body.model requested gpt-4o -']],
  ['LangSmith', { extra: { invocation_params: { model_name: 'gpt-4o' }, metadata: { ls_model_name: 'gpt-4o' } }, outputs: { llm_output: { model_name: 'gpt-4o-2024-08-06' } } },
    ['outputs.llm_output.model_name served gpt-4o-2024-08-06', 'extra.invocation_params.model_name requested gpt-4o -', 'extra.metadata.ls_model_name requested gpt-4o -']],
];

describe('the places of a row', () => {
  it.each(shapes.map(([dataset, row, names, suspicious = []]) => ({ dataset, row, names, suspicious })))(
    'are found in the shape of $dataset',
    ({ row, names, suspicious }) => {
      expect(describeNames(createNameCollector({})(row))).toEqual(names);
      expect(findSuspiciousKeys(Object.keys(row))).toEqual(suspicious);
    },
  );

  it.each(shapes.map(([dataset, row]) => ({ dataset, row })))(
    'can be left out as they are reported: $dataset',
    ({ row }) => {
      for (const { place } of createNameCollector({})(row)) {
        const left = createNameCollector({ ignoreFields: [place] })(row);
        expect(left.map((name) => name.place)).not.toContain(place);
      }
    },
  );
});
