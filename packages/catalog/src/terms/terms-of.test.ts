import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Permission } from '../model.js';
import type { TermsEntry, TermsModel } from './terms.js';
import { overlayTerms, termsTable } from './terms.js';
import { builtInTerms, forbiddingHosts, type ModelTerms, termsOf } from './terms-of.js';

const table = builtInTerms();

function model(slug: string, huggingFaceId: string | null = null, permission: Permission = 'distillable') {
  return { slug, huggingFaceId, permission } satisfies TermsModel;
}

/** `id`, with `?` where it applies only if the maker serves. */
function layersIn({ layers }: ModelTerms): readonly string[] {
  return layers.map(({ id, ifMakerServes }) => (ifMakerServes ? `${id}?` : id));
}

function conflictsIn({ conflicts }: ModelTerms): readonly string[] {
  return conflicts.map(({ code, entry, ifMakerServes }) => `${code} ${entry}${ifMakerServes ? '?' : ''}`);
}

const no = 'not-distillable';
const rows = {
  'Llama 3.1': model('meta-llama/llama-3.1-8b-instruct', 'meta-llama/Meta-Llama-3.1-8B-Instruct'),
  'Llama 3': model('meta-llama/llama-3-70b-instruct', 'meta-llama/Meta-Llama-3-70B-Instruct'),
  'a closed Qwen': model('qwen/qwen3.8-max'),
  'an open Qwen': model('qwen/qwen3-32b', 'Qwen/Qwen3-32B'),
  'DeepSeek V3 of 2024': model('deepseek/deepseek-chat', 'deepseek-ai/DeepSeek-V3', no),
  'DeepSeek R1': model('deepseek/deepseek-r1', 'deepseek-ai/DeepSeek-R1'),
  'gpt-oss': model('openai/gpt-oss-120b', 'openai/gpt-oss-120b', no),
  'a Gemma': model('google/gemma-3-27b-it', 'google/gemma-3-27b-it', no),
  'a Mistral with a size limit': model('mistralai/devstral-2512'),
} satisfies Record<string, TermsModel>;

describe('what the terms say about models whose cases differ', () => {
  it.each<[keyof typeof rows, { layers: string[]; duties: string[]; conflicts: string[] }]>([
    [
      'Llama 3.1',
      {
        layers: ['meta-llama-3.1'],
        duties: [
          'name-prefix:Llama',
          'licensee-size:700M-MAU',
          'acceptable-use-policy',
          'notice-if-materials-included:Built with Llama',
        ],
        conflicts: ['LABEL_YES_TERMS_CONDITIONAL meta-llama-3.1'],
      },
    ],
    [
      'Llama 3',
      {
        layers: ['meta-llama-3.0'],
        duties: ['licensee-size:700M-MAU', 'notice:Built with Meta Llama 3', 'acceptable-use-policy'],
        conflicts: ['LABEL_YES_TERMS_NO meta-llama-3.0'],
      },
    ],
    [
      'a closed Qwen',
      { layers: ['qwen-model-studio'], duties: [], conflicts: ['LABEL_YES_TERMS_NO qwen-model-studio'] },
    ],
    [
      'an open Qwen',
      {
        layers: ['qwen-apache-3', 'qwen-model-studio?'],
        duties: [],
        conflicts: ['LABEL_YES_TERMS_NO qwen-model-studio?'],
      },
    ],
    [
      'DeepSeek V3 of 2024',
      {
        layers: ['deepseek-v3-2024', 'deepseek-platform?'],
        duties: ['licence-inherits', 'use-restrictions', 'obey-law'],
        conflicts: ['LABEL_NO_TERMS_ALLOW deepseek-v3-2024'],
      },
    ],
    ['DeepSeek R1', { layers: ['deepseek-r1', 'deepseek-platform?'], duties: ['obey-law'], conflicts: [] }],
    [
      'gpt-oss',
      {
        layers: ['openai-gpt-oss'],
        duties: ['obey-law'],
        conflicts: ['LABEL_NO_TERMS_ALLOW openai-gpt-oss'],
      },
    ],
    [
      'a Gemma',
      {
        layers: ['google-gemma-3', 'google-gemma-3-2026'],
        duties: ['licence-inherits', 'use-restrictions', 'acceptable-use-policy'],
        conflicts: ['LABEL_NO_TERMS_ALLOW google-gemma-3'],
      },
    ],
    [
      'a Mistral with a size limit',
      {
        layers: ['mistral-devstral-2', 'mistral-commercial?'],
        duties: ['licensee-size:20M-USD-monthly-revenue', 'image-outputs-only'],
        conflicts: ['LABEL_YES_TERMS_CONDITIONAL mistral-devstral-2'],
      },
    ],
  ])('has the layers, duties and conflicts of %s, each with its source', (name, expected) => {
    const terms = termsOf(rows[name], table);
    expect({
      layers: layersIn(terms),
      duties: terms.duties.map(({ condition }) => condition),
      conflicts: conflictsIn(terms),
    }).toEqual(expected);
    for (const item of [...terms.duties, ...terms.conflicts]) {
      expect(item.source).toMatch(/^https:\/\//);
      expect(item.text).toMatch(/^[A-Z].+\.$/);
      expect(terms.layers.map(({ id }) => id)).toContain(item.entry);
    }
  });
});

describe('conflicts with the label of 2026-09-02', () => {
  const closedQwen =
    'qwen-audio-3.0-tts-flash qwen-audio-3.0-tts-plus qwen-image-3 qwen-image-3-pro qwen-plus qwen-plus-2025-07-28 qwen3-coder-flash qwen3-coder-plus qwen3-max qwen3-max-thinking qwen3.5-flash-02-23 qwen3.5-plus-02-15 qwen3.5-plus-20260420 qwen3.6-flash qwen3.6-max-preview qwen3.6-plus qwen3.7-flash qwen3.7-max qwen3.7-plus qwen3.8-flash qwen3.8-max';
  const openQwen =
    'Qwen3-14B Qwen3-235B-A22B Qwen3-Coder-Next Qwen3-VL-8B-Thinking Qwen3-Next-80B-A3B-Instruct Qwen3.5-9B Qwen3.6-27B Qwen3.8-27B Qwen2.5-7B-Instruct';
  const kimi =
    'Kimi-K2-Instruct Kimi-K2-Instruct-0905 Kimi-K2-Thinking Kimi-K2.5 Kimi-K2.6 Kimi-K2.7-Code Kimi-K3';
  const llama: readonly (readonly [string, string])[] = [
    ['llama-3.1-70b-instruct', 'meta-llama-3.1'],
    ['llama-3.1-8b-instruct', 'meta-llama-3.1'],
    ['llama-3.2-1b-instruct', 'meta-llama-3.2'],
    ['llama-3.2-3b-instruct', 'meta-llama-3.2'],
    ['llama-3.3-70b-instruct', 'meta-llama-3.3'],
    ['llama-4-maverick', 'meta-llama-4'],
    ['llama-4-scout', 'meta-llama-4'],
    ['llama-guard-4-12b', 'meta-llama-4'],
  ];
  const cases: readonly (readonly [TermsModel, string])[] = [
    ...closedQwen
      .split(' ')
      .map((tail) => [model(`qwen/${tail}`), 'LABEL_YES_TERMS_NO qwen-model-studio'] as const),
    ...openQwen
      .split(' ')
      .map(
        (tail) =>
          [
            model(`qwen/${tail.toLowerCase()}`, `Qwen/${tail}`),
            'LABEL_YES_TERMS_NO qwen-model-studio?',
          ] as const,
      ),
    ...kimi
      .split(' ')
      .map(
        (tail) =>
          [
            model(`moonshotai/${tail.toLowerCase()}`, `moonshotai/${tail}`),
            'LABEL_YES_TERMS_NO moonshot-platform?',
          ] as const,
      ),
    ...llama.map(
      ([tail, entry]) => [model(`meta-llama/${tail}`), `LABEL_YES_TERMS_CONDITIONAL ${entry}`] as const,
    ),
    // Consumer terms don't apply to API calls: a note, and nothing else is known.
    [model('microsoft/mai-voice-2'), 'LABEL_YES_TERMS_UNKNOWN microsoft-services-agreement'],
    [
      model('deepseek/deepseek-r1-distill-llama-70b', 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B'),
      'LABEL_YES_TERMS_CONDITIONAL deepseek-r1-distill-llama',
    ],
    [model('qwen/qwen-2.5-72b-instruct'), 'LABEL_YES_TERMS_CONDITIONAL qwen-license-2024'],
    [
      model('qwen/qwen2.5-vl-72b-instruct', 'Qwen/Qwen2.5-VL-72B-Instruct'),
      'LABEL_YES_TERMS_CONDITIONAL qwen-license-2024',
    ],
    [model('mistralai/devstral-2512'), 'LABEL_YES_TERMS_CONDITIONAL mistral-devstral-2'],
    [model('mistralai/mistral-medium-3-5'), 'LABEL_YES_TERMS_CONDITIONAL mistral-medium-3.5'],
    [model('moonshotai/kimi-k2', 'moonshotai/Kimi-K2-Instruct'), 'LABEL_YES_TERMS_CONDITIONAL moonshot-k2'],
    [model('moonshotai/kimi-k3', 'moonshotai/Kimi-K3'), 'LABEL_YES_TERMS_CONDITIONAL moonshot-k3'],
    [model('nvidia/nemotron-3-nano-30b-a3b'), 'LABEL_YES_TERMS_UNKNOWN nvidia-nemotron-licence'],
    [model('nvidia/nemotron-3-super-120b-a12b:free'), 'LABEL_YES_TERMS_UNKNOWN nvidia-nemotron-licence'],
    [
      model('qwen/qwen3.8-2.4t-a95b', 'Qwen/Qwen3.8-2.4T-A95B'),
      'LABEL_YES_TERMS_UNKNOWN qwen-3.8-max-licence',
    ],
    [model('mistralai/mistral-large-2407'), 'LABEL_YES_TERMS_UNKNOWN mistral-mrl'],
    [
      model('microsoft/wizardlm-2-8x22b', 'microsoft/WizardLM-2-8x22B'),
      'LABEL_YES_TERMS_UNKNOWN microsoft-wizardlm',
    ],
    [model('upstage/solar-pro-3'), 'LABEL_YES_TERMS_UNKNOWN null'],
    [model('deepseek/deepseek-chat', 'deepseek-ai/DeepSeek-V3', no), 'LABEL_NO_TERMS_ALLOW deepseek-v3-2024'],
    [model('google/gemma-2-27b-it', null, no), 'LABEL_NO_TERMS_ALLOW google-gemma-3'],
    [model('google/gemma-3-4b-it', null, no), 'LABEL_NO_TERMS_ALLOW google-gemma-3'],
    [model('google/gemma-4-31b-it:free', null, no), 'LABEL_NO_TERMS_ALLOW google-gemma-4'],
    [model('openai/gpt-oss-20b', null, no), 'LABEL_NO_TERMS_ALLOW openai-gpt-oss'],
    [model('z-ai/glm-5.2:free', 'zai-org/GLM-5.2', no), 'LABEL_NO_TERMS_ALLOW zai-glm-mit-other'],
    [model('minimax/minimax-m1', null, no), 'LABEL_NO_TERMS_ALLOW minimax-m1'],
    [model('minimax/minimax-m2', 'MiniMaxAI/MiniMax-M2', no), 'LABEL_NO_TERMS_ALLOW minimax-m2'],
    [model('tencent/hy3', 'tencent/Hy3', no), 'LABEL_NO_TERMS_ALLOW tencent-hy3'],
    [model('ibm-granite/granite-4.1-8b', null, no), 'LABEL_NO_TERMS_ALLOW ibm-granite'],
    [model('stepfun/step-3.7-flash', 'stepfun-ai/Step-3.7-Flash', no), 'LABEL_NO_TERMS_ALLOW stepfun-3.7'],
  ];

  it.each(cases.map(([row, conflict]) => [row.slug, conflict, row] as const))(
    'of %s include %s',
    (_slug, conflict, row) => {
      expect(conflictsIn(termsOf(row, table))).toContain(conflict);
    },
  );

  it.each([
    ['Amazon Bedrock', 'host-amazon-bedrock', true],
    ['alibaba', 'host-alibaba', true],
    ['baidu', 'host-baidu', true],
  ])('the host %s forbids what it serves', (host, entry, verified) => {
    const { conflicts } = termsOf(rows['DeepSeek R1'], table, host);
    expect(conflicts).toContainEqual(expect.objectContaining({ code: 'HOST_TERMS_NO', entry, verified }));
  });

  it('has no conflict on a host whose terms are silent', () => {
    for (const host of ['Together', 'fireworks', 'DeepInfra', 'Novita']) {
      const terms = termsOf(rows['DeepSeek R1'], table, host);
      expect(conflictsIn(terms)).toEqual([]);
      expect(terms.layers.map(({ layer }) => layer)).toEqual(['weights-licence', 'host-terms']);
    }
  });
});

describe('traps', () => {
  it("does not take a closed model for an open one of the same maker's series", () => {
    expect(layersIn(termsOf(model('qwen/qwen3-max'), table))).toEqual(['qwen-model-studio']);
  });

  it('compares Hugging Face ids in any case, and OpenRouter ids exactly', () => {
    expect(layersIn(termsOf(model('qwen/x', 'qwen/QWEN3-32b'), table))).toContain('qwen-apache-3');
    expect(layersIn(termsOf(model('Tencent/HY3'), table))).toEqual([]);
    expect(layersIn(termsOf(model('tencent/hy3-preview'), table))).toEqual([]);
    expect(layersIn(termsOf(model('tencent/hy3:free'), table))).toEqual(['tencent-hy3']);
  });

  it("keeps the maker's terms away from other hosts, and the terms of hosts away from each other", () => {
    expect(layersIn(termsOf(rows['an open Qwen'], table, 'together'))).toEqual([
      'qwen-apache-3',
      'host-together',
    ]);
    expect(layersIn(termsOf(rows['an open Qwen'], table, 'Alibaba'))).toEqual([
      'qwen-apache-3',
      'qwen-model-studio',
      'host-alibaba',
    ]);
    expect(layersIn(termsOf(model('amazon/nova-pro-v1'), table, 'amazon-bedrock/us-east-1'))).toEqual([
      'amazon-nova',
      'host-amazon-bedrock',
    ]);
  });

  it('shows terms for consumers as notes only', () => {
    const terms = termsOf(model('x-ai/grok-4.6', null, no), table);
    expect(terms.notes).toEqual([]);
    const kimi = termsOf(rows['a closed Qwen'], table);
    expect(kimi.notes.map(({ id }) => id)).toEqual(['qwen-chat']);
    expect(layersIn(kimi)).not.toContain('qwen-chat');
  });

  it('shows weak evidence as not verified', () => {
    const { duties, conflicts } = termsOf(model('nousresearch/hermes-4-70b'), table);
    expect(duties.find(({ condition }) => condition === 'name-prefix:Llama')?.verified).toBe(false);
    expect(conflicts.map(({ verified }) => verified)).toEqual([false]);
  });

  it('reports a host without an entry as not read', () => {
    expect(conflictsIn(termsOf(rows['DeepSeek R1'], table, 'nebius'))).toEqual([
      'LABEL_YES_TERMS_UNKNOWN null',
    ]);
    expect(conflictsIn(termsOf(rows['DeepSeek R1'], table, 'Groq'))).toEqual([
      'LABEL_YES_TERMS_UNKNOWN host-groq',
    ]);
  });

  it('does not ask for the notice of other models under the same licence', () => {
    const cosmos = 'notice:Built on NVIDIA Cosmos(Cosmos models only)';
    const conditions = (slug: string): readonly string[] =>
      termsOf(model(slug), table).duties.map(({ condition }) => condition);
    expect(conditions('nvidia/nemotron-nano-9b-v2')).not.toContain(cosmos);
    expect(conditions('nvidia/nemotron-nano-cosmos')).toContain(cosmos);
  });

  it('names the strictest statement that applies', () => {
    expect(termsOf(rows['an open Qwen'], table).statement).toBe('silent');
    expect(termsOf(rows['an open Qwen'], table, 'alibaba').statement).toBe('disallowed');
    expect(termsOf(rows['a closed Qwen'], table).statement).toBe('disallowed');
    expect(termsOf(model('nvidia/llama-3.3-nemotron-super-49b-v1.5'), table).statement).toBe(
      'allowed-with-conditions',
    );
    expect(termsOf(model('upstage/solar-pro-3'), table).statement).toBe('unknown');
  });

  it('has no conflict for rows that have no label of their own', () => {
    expect(conflictsIn(termsOf(model('~openai/gpt-latest', null, 'unlisted'), table))).toEqual([]);
    expect(conflictsIn(termsOf(model('openrouter/auto', null, no), table))).toEqual([]);
  });
});

describe('hosts that forbid', () => {
  it("are those of the table and the maker's own", () => {
    const hosts = (row: TermsModel): readonly string[] =>
      forbiddingHosts(row, table).map(({ host, entry }) => `${host} ${entry.id}`);
    const every = ['amazon-bedrock host-amazon-bedrock', 'baidu host-baidu', 'alibaba host-alibaba'];
    expect(hosts(rows['DeepSeek R1'])).toEqual(every);
    expect(hosts(rows['an open Qwen'])).toEqual(['alibaba qwen-model-studio', ...every]);
    expect(hosts(model('moonshotai/kimi-k3', 'moonshotai/Kimi-K3'))).toEqual([
      'moonshotai moonshot-platform',
      ...every,
    ]);
  });
});

describe('for every table, model and host', () => {
  const entry = fc.record({
    id: fc.stringMatching(/^[a-z]{4,8}$/),
    author: fc.constantFrom('*', 'acme', 'qwen'),
    models: fc.constantFrom(['*'], ['acme/*'], ['hf:Acme/*'], ['acme/one']),
    layer: fc.constantFrom('weights-licence', 'api-terms'),
    host: fc.constant(null),
    holder: fc.constant('Acme'),
    document: fc.constant('Terms'),
    statement: fc.constantFrom('allowed', 'allowed-with-conditions', 'disallowed', 'silent', 'unknown'),
    conditions: fc.subarray(['name-prefix:A', 'no-model-training', 'surface:consumer', 'obey-law']),
    clause: fc.constant(null),
    summary: fc.constant('A summary.'),
    url: fc.constant(null),
    effective: fc.constant(null),
    read: fc.constant(null),
    evidence: fc.constantFrom('primary', 'secondary', 'weak'),
  } satisfies {
    [Key in Exclude<keyof TermsEntry, 'also' | 'unmatched' | 'decided'>]: fc.Arbitrary<TermsEntry[Key]>;
  });
  const hostEntry = fc
    .tuple(entry, fc.constantFrom('acme', 'together', 'alibaba'))
    .map(([one, host]): TermsEntry => ({ ...one, layer: 'host-terms', host }));
  const entries = fc.uniqueArray<TermsEntry, string>(fc.oneof(entry, hostEntry), {
    selector: ({ id }) => id,
  });
  const row = fc.record({
    slug: fc.constantFrom('acme/one', 'acme/two:free', 'qwen/three'),
    huggingFaceId: fc.constantFrom(null, 'Acme/One'),
    permission: fc.constantFrom('distillable', 'not-distillable', 'conflicting', 'unlisted'),
  } satisfies { [Key in keyof TermsModel]: fc.Arbitrary<TermsModel[Key]> });
  const host = fc.constantFrom(null, 'acme', 'Together', 'nebius');
  const date = '2026-01-01';

  it('a "no" of the label gets notes at most, and a "yes" keeps every conflict that a table has when entries are added', () => {
    fc.assert(
      fc.property(entries, entries, row, host, (base, own, of, where) => {
        const added = own.filter(({ id }) => base.every((other) => other.id !== id));
        const before = termsOf(of, termsTable(date, base), where);
        const after = termsOf(of, overlayTerms(termsTable(date, base), termsTable(date, added)), where);
        const codes = after.conflicts.map(({ code }) => code);
        if (of.permission !== 'distillable') {
          expect(codes.filter((code) => code !== 'LABEL_NO_TERMS_ALLOW')).toEqual([]);
          return;
        }
        const kept = before.conflicts.filter((conflict) =>
          before.layers.some(({ id }) => id === conflict.entry),
        );
        for (const { code, entry: id } of kept) {
          expect(after.conflicts.map((conflict) => `${conflict.code} ${conflict.entry}`)).toContain(
            `${code} ${id}`,
          );
        }
        expect(codes).not.toContain('LABEL_NO_TERMS_ALLOW');
      }),
    );
  });

  it('a ban that applies is always a conflict with a "yes"', () => {
    fc.assert(
      fc.property(entries, row, host, (list, of, where) => {
        const { layers, conflicts } = termsOf(
          { ...of, permission: 'distillable' },
          termsTable(date, list),
          where,
        );
        const banned = layers.filter(({ statement }) => statement === 'disallowed').map(({ id }) => id);
        const named = conflicts
          .filter(({ code }) => code === 'LABEL_YES_TERMS_NO' || code === 'HOST_TERMS_NO')
          .map(({ entry: id }) => id);
        expect(named).toEqual(banned);
      }),
    );
  });
});
