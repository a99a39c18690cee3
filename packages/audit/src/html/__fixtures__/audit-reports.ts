import type { AuditedModel, AuditMonth, AuditReport } from '../../report.js';
import type { AuditedTerms } from '../../terms-sum.js';
import type { OutsideModel } from '../../outside/judge-descriptions.js';
import type { RowCode, RowVerdict } from '../../row-verdict.js';

const digest = `sha256:${'4f2ac91b'.repeat(8)}`;
const laterDigest = `sha256:${'b07e55d3'.repeat(8)}`;

/** Nothing was read. */
export const emptyReport: AuditReport = {
  schemaVersion: 2,
  generatedAt: '2026-11-24T03:33:11.000Z',
  version: '1.2.3',
  files: [],
  unread: [],
  totals: { rows: 0, verdicts: { distillable: 0, 'not-distillable': 0, unknown: 0, unnamed: 0 }, corrupt: 0, older: 0 },
  models: [],
  differences: [],
  outside: { files: [], unread: [], models: [], advice: null },
  outputs: { out: null, rejects: null },
  declarations: {
    assumedModel: null,
    assumedIn: [],
    names: {},
    modelFields: [],
    ignoredFields: [],
    ignoredRoles: [],
    accepted: [],
  },
  settings: { policy: {}, format: null, fields: {}, byTime: false, annotate: false },
  namesTable: { digest: `sha256:${'9c31'.repeat(16)}`, date: '2026-11-27' },
  catalogs: [],
  timeline: null,
  corrupt: [],
  ledger: null,
  terms: { table: { digest: `sha256:${'7a'.repeat(32)}`, date: '2026-11-27' }, duties: [], conflicts: [] },
  caveat: "OpenRouter's labels are best effort; the licence decides.",
};

/** A report with these models, judged by one catalog, and totals to match. */
export function reportOf(models: readonly AuditedModel[], more: Partial<AuditReport> = {}): AuditReport {
  const rowsOf = (verdict: RowVerdict): number =>
    models.filter((model) => model.verdict === verdict).reduce((sum, { rows }) => sum + rows, 0);
  const rows = models.reduce((sum, model) => sum + model.rows, 0);
  return {
    ...emptyReport,
    files: [
      { file: 'data/train.jsonl', format: 'jsonl', rows, corrupt: 0, bytes: 394_000_000, sha256: null, bytesRead: null,
 suspiciousColumns: [], advice: null, places: [{ place: 'model', role: 'generator', rows: 1 }] },
    ],
    totals: {
      rows,
      verdicts: {
        distillable: rowsOf('distillable'),
        'not-distillable': rowsOf('not-distillable'),
        unknown: rowsOf('unknown'),
        unnamed: rowsOf('unnamed'),
      },
      corrupt: more.corrupt?.length ?? 0,
      older: 0,
    },
    models,
    catalogs: [
      {
        digest,
        retrievedAt: '2026-11-24T03:00:00.000Z',
        url: 'https://openrouter.ai/api/v1',
        sample: null,
        rows,
      },
    ],
    ...more,
  };
}

const codes: Readonly<Record<RowVerdict, RowCode>> = {
  distillable: 'DISTILLABLE',
  'not-distillable': 'NOT_DISTILLABLE',
  unknown: 'UNKNOWN_MODEL',
  unnamed: 'MODEL_NOT_NAMED',
};

/** Rows of one model; its author is what stands before the slash. */
export function modelOf(
  model: string | null,
  verdict: RowVerdict,
  rows: number,
  more: Partial<AuditedModel> = {},
): AuditedModel {
  return {
    model,
    author: model?.includes('/') ? (model.split('/')[0] ?? null) : null,
    rows,
    share: 0,
    decides: rows,
    roles: model === null ? {} : { generator: rows },
    places: model === null ? [] : ['model'],
    verdict,
    code: codes[verdict],
    message: verdict === 'distillable' ? 'In the list of distillable models.' : `${model} may not be used.`,
    identified: null,
    alternatives: [],
    catalogs: [digest],
    first: { file: 'data/train.jsonl', line: 1, offset: 0 },
    ...more,
  };
}

/** Every row is distillable. */
export const allowedReport: AuditReport = reportOf(
  [modelOf('qwen/qwen3-max', 'distillable', 610_000), modelOf('deepseek/deepseek-v3.2', 'distillable', 390_000)],
  {
    timeline: ['2026-08', '2026-09', '2026-11'].map((month, index) =>
      monthOf(month, { distillable: 200_000 + index * 100_000 }),
    ),
  },
);

/** A bit of everything that an audit can find: many models, two catalogs, corrupt rows, a ledger that disagrees. */
export const mixedReport: AuditReport = reportOf(
  [
    modelOf('openai/gpt-5.2', 'not-distillable', 31_204, {
      message:
        'openai/gpt-5.2 is not marked as distillable: its text may not be used to train other models. Use another model.',
      alternatives: ['qwen/qwen3-max', 'deepseek/deepseek-v3.2', 'mistralai/mistral-large-2512'],
      first: { file: 'data/2026-09.jsonl.gz', line: 18, offset: 7_145 },
    }),
    modelOf('anthropic/claude-sonnet-4.6', 'not-distillable', 8_410, {
      message:
        'anthropic/claude-sonnet-4.6 is not marked as distillable: its text may not be used to train other models. Use another model.',
      alternatives: ['moonshotai/kimi-k2-thinking', 'qwen/qwen3-max'],
      catalogs: [digest, laterDigest],
    }),
    modelOf('google/gemma-3-27b-it', 'not-distillable', 312, {
      alternatives: ['mistralai/mistral-small-3.2'],
      roles: { chosen: 12, rejected: 300 },
      places: ['chosen_model', 'rejected_model'],
    }),
    modelOf('openrouter/auto', 'unknown', 4_020, {
      code: 'ROUTER_UNBOUNDED',
      message: 'openrouter/auto lets the server pick the model. Name a model.',
    }),
    modelOf('qwen/qwen3-mxa', 'unknown', 96, {
      message:
        '"qwen/qwen3-mxa" is not in the catalog, so nothing proves that it is distillable. Check the spelling.',
      alternatives: ['qwen/qwen3-max'],
    }),
    modelOf('qwen/qwen3-max', 'unknown', 1_250, {
      code: 'NO_CATALOG_AT_TIME',
      message: 'The row is older than the oldest snapshot of the archive.',
      catalogs: [],
    }),
    modelOf(null, 'unnamed', 703, { message: 'The row names no model.', catalogs: [] }),
    modelOf('qwen/qwen3-max', 'distillable', 402_118),
    modelOf('deepseek/deepseek-v3.2', 'distillable', 281_007),
    modelOf('mistralai/mistral-large-2512', 'distillable', 122_400),
    modelOf('moonshotai/kimi-k2-thinking', 'distillable', 64_300),
    modelOf('nvidia/llama-3.3-nemotron-super-49b-v1.5', 'distillable', 41_008),
    ...Array.from({ length: 14 }, (_, index) =>
      modelOf(`meta-llama/llama-${index + 1}-instruct`, 'distillable', 9_000 - index * 600),
    ),
  ],
  {
    terms: termsOf('meta-llama/llama-3.3-70b', 'The name of a distributed model that was trained on the outputs must begin with "Llama".'),
    timeline: [
      ...[41_000, 58_000, 62_500, 90_300, 88_000, 120_000, 131_400].map((rows, index) =>
        monthOf(`2026-0${index + 1}`, { distillable: rows, unknown: index * 300, unnamed: 100 }),
      ),
      monthOf('2026-09', { distillable: 160_000, 'not-distillable': 31_500, unknown: 2_400 }),
      monthOf('2026-10', { distillable: 150_000, 'not-distillable': 8_426 }),
    ],
    files: [
      {
        file: 'data/2026-09.jsonl.gz',
        format: 'jsonl',
        rows: 700_000,
        corrupt: 2,
        bytes: 311_402_118,
        sha256: null, bytesRead: null,
 suspiciousColumns: [], advice: null, places: [{ place: 'response.model', role: 'generator', rows: 1 }],
      },
      {
        file: 'data/older/part-0001.parquet',
        format: 'parquet',
        rows: 329_028,
        corrupt: 0,
        bytes: 88_100_200,
        sha256: null, bytesRead: null,
 suspiciousColumns: [], advice: null, places: [{ place: 'generator', role: 'generator', rows: 1 }],
      },
      { file: '-', format: 'csv', rows: 12, corrupt: 1, bytes: null, sha256: null, bytesRead: null,
 suspiciousColumns: ['deepseek_solution'], advice: '"deepseek_solution" may be the work of a model. Declare it with --assume-model.', places: [] },
    ],
    catalogs: [
      {
        digest,
        retrievedAt: '2026-06-19T12:00:00.000Z',
        url: 'https://openrouter.ai/api/v1',
        sample: null,
        rows: 640_000,
      },
      {
        digest: laterDigest,
        retrievedAt: '2026-11-23T22:10:05.000Z',
        url: 'https://openrouter.ai/api/v1',
        sample: null,
        rows: 387_100,
      },
    ],
    differences: [{ requested: 'qwen/qwen3-max', served: 'google/gemma-3-27b-it', rows: 12 }],
    declarations: {
      assumedModel: 'qwen/qwen3-max',
      assumedIn: ['data/silent.jsonl'],
      names: { 'our-teacher': 'qwen/qwen3-max' },
      modelFields: ['meta.by'],
      ignoredFields: ['plugins[].model'],
      ignoredRoles: ['judge'],
      accepted: ['author'],
    },
    outside: {
      files: ['data/README.md', 'data/pipeline.yaml'],
      unread: [{ file: 'data/dataset_info.json', message: 'Cannot read data/dataset_info.json: permission denied.' }],
      models: [outsideOf('gpt-4o', 'not-distillable'), outsideOf('qwen/qwen3-max', 'distillable')],
      advice: 'No row is judged by them. Declare one with --assume-model NAME.',
    },
    corrupt: [
      { file: 'data/2026-09.jsonl.gz', line: 40_112, offset: 17_801_244, message: 'Unterminated string in JSON' },
      { file: 'data/2026-09.jsonl.gz', line: 40_113, offset: 17_803_002, message: 'The row is no object.' },
      { file: '-', line: 4, offset: null, message: 'Expected 5 columns, got 6' },
    ],
    ledger: {
      ledgers: [{ file: 'ledger.jsonl', head: { seq: 655_321, hash: '5d0c77e1'.repeat(8) } }],
      matched: 655_300,
      missing: 2,
      textDiffers: 1,
      modelDiffers: 0,
      notVerified: 0,
      findings: [
        { file: 'data/2026-09.jsonl.gz', line: 77, offset: 30_220, kind: 'missing', id: 'gen-1763950000-a8Xk' },
        { file: 'data/2026-09.jsonl.gz', line: 78, offset: 30_611, kind: 'missing', id: null },
        { file: 'data/2026-09.jsonl.gz', line: 912, offset: 361_200, kind: 'text-differs', id: 'gen-1763950991-Zq1c' },
      ],
    },
  },
);

/** Names that try to become markup, to hide, to turn the text around, or to push the page apart. */
export const hostileNames: readonly string[] = [
  '<script>document.title="owned"</script>',
  '"><img src=https://example.invalid/x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>body{display:none}</style>',
  '&lt;b&gt;/not-an-entity',
  'evil/\u202Elbalillitsid\u202C',
  'מודל/شبكة',
  'zero\u200Bwidth/\u0000nul\u001b[31m',
  'half/\ud83d',
  `author/${'very-long-name-'.repeat(40)}`,
  '${globalThis}/{{template}}',
];

/** The hostile names wherever a report holds text of the data. */
export const hostileReport: AuditReport = reportOf(
  hostileNames.map((name, index) =>
    modelOf(name, index % 2 === 0 ? 'not-distillable' : 'unknown', 1_000_000_000 + index, {
      author: name,
      message: `${name} is not known.`,
      alternatives: [name, 'qwen/qwen3-max'],
      first: { file: name, line: 999_999_999_999, offset: 999_999_999_999 },
    }),
  ),
  {
    version: hostileNames[0] ?? '',
    caveat: hostileNames.join(' '),
    files: hostileNames.map((name) => ({
      file: name,
      format: 'jsonl',
      rows: 999_999_999_999,
      corrupt: 999_999_999_999,
      bytes: 999_999_999_999,
      sha256: null, bytesRead: null,
 suspiciousColumns: [name], advice: name, places: [{ place: name, role: 'generator', rows: 1 }],
    })),
    catalogs: hostileNames.map((name) => ({ digest: name, retrievedAt: '<b>never</b>', url: name, sample: name, rows: 1 })),
    terms: termsOf(hostileNames[0] ?? '', ...hostileNames),
    differences: hostileNames.map((name) => ({ requested: name, served: name, rows: 1 })),
    declarations: {
      assumedModel: hostileNames[0] ?? '',
      assumedIn: hostileNames,
      names: Object.fromEntries(hostileNames.map((name) => [name, name])),
      modelFields: hostileNames,
      ignoredFields: hostileNames,
      ignoredRoles: [],
      accepted: [],
    },
    outside: {
      files: hostileNames,
      unread: hostileNames.map((file) => ({ file, message: file })),
      models: hostileNames.map((name) => ({ ...outsideOf(name, 'unknown'), file: name, message: name })),
      advice: hostileNames.join(' '),
    },
    timeline: hostileNames.map((name) => monthOf(name, { distillable: 1_000_000_000, unknown: 1_000_000_000 })),
    corrupt: hostileNames.map((name) => ({ file: name, line: 1, offset: 1, message: name })),
    ledger: {
      ledgers: [{ file: hostileNames[0] ?? '', head: { seq: 0, hash: '0'.repeat(64) } }],
      matched: 1,
      missing: hostileNames.length,
      textDiffers: 0,
      modelDiffers: 0,
      notVerified: 0,
      findings: hostileNames.map((name) => ({ file: name, line: 1, offset: 1, kind: 'missing', id: name })),
    },
  },
);

/** A duty and a conflict for each text. */
function termsOf(model: string, ...texts: readonly string[]): AuditedTerms {
  const claims = texts.map((text) => ({
    text,
    rows: 1_234_567_890,
    models: [{ model, rows: 1_234_567_890 }],
    sources: [{ entry: 'an-entry', source: `https://example.com/${text}`, verified: false }],
    ifMakerServes: true,
    first: { file: 'data/train.jsonl', line: 1, offset: 0 },
  }));
  return {
    table: emptyReport.terms.table,
    duties: claims.map((claim) => ({ ...claim, condition: 'name-prefix:Llama', binding: true })),
    conflicts: claims.map((claim) => ({ ...claim, code: 'LABEL_YES_TERMS_NO' })),
  };
}

function outsideOf(model: string, verdict: OutsideModel['verdict']): OutsideModel {
  const message = `${model} is ${verdict}.`;
  return { file: 'data/README.md', line: 7, model, verdict, code: codes[verdict], message, identified: null };
}

function monthOf(month: string, rows: Partial<AuditMonth['rows']>): AuditMonth {
  return { month, rows: { distillable: 0, 'not-distillable': 0, unknown: 0, unnamed: 0, ...rows } };
}
