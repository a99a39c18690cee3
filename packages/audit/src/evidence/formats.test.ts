import { readFileSync } from 'node:fs';
import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import { builtInTerms } from '@distillable/catalog';
import { Ajv2020 } from 'ajv/dist/2020.js';
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import {
  allowedReport,
  emptyReport,
  hostileReport,
  mixedReport,
  modelOf,
  reportOf,
} from '../html/__fixtures__/audit-reports.js';
import type { AuditReport } from '../report.js';
import { toCalifornia } from './california.js';
import { toCroissant } from './croissant.js';
import { toCycloneDx } from './cyclonedx.js';
import { toDatasetCard } from './dataset-card.js';
import { toEuSummary } from './eu-summary.js';
import { evidenceFiles } from './evidence-files.js';
import { evidenceFacts, yours } from './facts.js';
import { toSpdx } from './spdx.js';

/** Every kind of place, role and format. */
const roles = reportOf(
  [
    modelOf('meta-llama/Llama-3.3-70B-Instruct', 'distillable', 70, {
      roles: { generator: 60, judge: 20 },
      identified: {
        slugs: ['meta-llama/llama-3.3-70b-instruct'],
        author: 'meta-llama',
        by: 'hugging-face',
        certainty: 'exact',
        moving: false,
        retired: false,
      },
    }),
    modelOf('openai/gpt-5.2', 'not-distillable', 30, { roles: { judge: 30 } }),
    modelOf('mystery', 'unknown', 2, { roles: { unspecified: 2 } }),
    modelOf('a number', 'unknown', 1, { code: 'NOT_A_SLUG' }),
    modelOf(null, 'unnamed', 7),
  ],
  {
    files: [
      {
        file: 'hf://datasets/a/b',
        format: 'parquet',
        rows: 100,
        corrupt: 0,
        bytes: null,
        bytesRead: null,
        sha256: null,
        suspiciousColumns: [],
        advice: null,
        places: [{ place: 'model', role: 'generator', rows: 60 }],
      },
      {
        file: 'prefs.jsonl.gz',
        format: 'jsonl',
        rows: 10,
        corrupt: 0,
        bytes: 1234,
        bytesRead: 1234,
        sha256: '0a'.repeat(32),
        suspiciousColumns: [],
        advice: null,
        places: [
          { place: 'completions[].model', role: 'generator', rows: 10 },
          { place: 'attributes["a.b"]', role: 'judge', rows: 10 },
          { place: 'ratings.{}.by', role: 'judge', rows: 10 },
          { place: 'scores.{key}', role: 'judge', rows: 10 },
        ],
      },
    ],
  },
);

const reports = {
  empty: emptyReport,
  allowed: allowedReport,
  mixed: mixedReport,
  hostile: hostileReport,
  roles,
};
const cases = Object.entries(reports);
const factsOf = (report: AuditReport) => evidenceFacts(report, JSON.stringify(report));
const readmeOf = (report: AuditReport) => evidenceFiles(report, [], builtInTerms(), false)[0]?.content;
const audit = { path: 'audit.json', sha256: 'ab'.repeat(32) };

describe('CycloneDX 1.7', () => {
  it.each(cases)('is valid by the schema that the library ships: %s', async (_name, report) => {
    const bom = JSON.stringify(toCycloneDx(factsOf(report)));
    expect(await new JsonStrictValidator(Version.v1dot7).validate(bom)).toBeNull();
  });

  it('has a data component that depends on each model, with roles, rows and the digest of each file', () => {
    expect(toCycloneDx(factsOf(roles))).toMatchObject({
      specVersion: '1.7',
      metadata: {
        component: {
          type: 'data',
          data: [{ type: 'dataset' }],
          components: [
            { name: 'hf://datasets/a/b' },
            { hashes: [{ alg: 'SHA-256', content: '0a'.repeat(32) }] },
          ],
        },
      },
      components: [
        {
          type: 'machine-learning-model',
          name: 'meta-llama/Llama-3.3-70B-Instruct',
          properties: expect.arrayContaining([
            { name: 'distillable:means', value: 'meta-llama/llama-3.3-70b-instruct' },
            { name: 'distillable:role:generator', value: '60' },
            { name: 'distillable:role:judge', value: '20' },
          ]),
        },
        { name: 'openai/gpt-5.2' },
        { name: 'mystery' },
      ],
      dependencies: expect.arrayContaining([
        { ref: 'dataset', dependsOn: ['model-1', 'model-2', 'model-3'] },
      ]),
    });
  });
});

describe('SPDX 3.0.1', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('./__fixtures__/spdx-3.0.1.schema.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

  it.each(cases)('is valid by its JSON schema: %s', (_name, report) => {
    validate(toSpdx(factsOf(report), audit));
    expect(validate.errors).toBeNull();
  });

  it('relates each model to the data by what it did', () => {
    expect(toSpdx(factsOf(roles), audit)).toMatchObject({
      '@graph': expect.arrayContaining([
        expect.objectContaining({
          type: 'software_File',
          name: 'prefs.jsonl.gz',
          verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: '0a'.repeat(32) }],
        }),
        expect.objectContaining({ type: 'ai_AIPackage', name: 'openai/gpt-5.2' }),
        relation('generates', '#model-1', '#dataset', 'generator in 60 rows, judge in 20 rows'),
        relation('usesTool', '#dataset', '#model-2', 'judge in 30 rows'),
        relation('other', '#model-3', '#dataset', 'unspecified in 2 rows'),
      ]),
    });
  });

  const relation = (relationshipType: string, from: string, to: string, comment: string): unknown =>
    expect.objectContaining({
      relationshipType,
      from: expect.stringContaining(from),
      to: [expect.stringContaining(to)],
      comment,
    });
});

describe('Croissant 1.1', () => {
  /** Names without a meaning are errors. */
  const strictly = { safe: true, base: 'https://example.org/' };

  it.each(cases)('is JSON-LD in which every name has a meaning: %s', async (_name, report) => {
    const croissant = JSON.parse(JSON.stringify(toCroissant(factsOf(report))));
    const [dataset] = await jsonld.expand(croissant, strictly);
    expect(dataset).toMatchObject({
      '@type': ['http://schema.org/Dataset'],
      'http://purl.org/dc/terms/conformsTo': [{ '@value': 'http://mlcommons.org/croissant/1.1' }],
    });
  });

  it.each(cases)('has what mlcroissant requires of files and fields: %s', (_name, report) => {
    const { distribution, recordSet } = JSON.parse(JSON.stringify(toCroissant(factsOf(report))));
    const fields = recordSet.flatMap(({ field }: { field: object[] }) => field);
    const ids = [...distribution, ...recordSet, ...fields].map((node) => node['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [index, { file, sha256 }] of report.files.entries()) {
      expect(distribution[index].contentUrl).toBe(file === '-' ? undefined : file);
      expect(distribution[index].encodingFormat).toBeDefined();
      expect(distribution[index].sha256).toBe(sha256 ?? undefined);
    }
    for (const { source, dataType } of fields) {
      expect(distribution.map((node: Record<string, unknown>) => node['@id'])).toContain(
        source.fileObject['@id'],
      );
      expect(Object.keys(source.extract)).toHaveLength(1);
      expect(dataType).toBe('sc:Text');
    }
  });

  it('attributes the data to each model, with its roles and rows, and says where the rows name it', () => {
    const croissant = toCroissant(factsOf(roles));
    expect(croissant).toMatchObject({
      'prov:wasAttributedTo': [{ 'prov:label': 'meta-llama/Llama-3.3-70B-Instruct' }, {}, {}],
      'prov:wasGeneratedBy': [
        {
          'prov:wasAssociatedWith': { '@id': '#model-1' },
          'prov:qualifiedAssociation': [
            { 'prov:hadRole': { 'prov:label': 'generator' }, size: 60 },
            { 'prov:hadRole': { 'prov:label': 'judge' }, size: 20 },
          ],
        },
        {},
        {},
      ],
      distribution: [
        { '@id': 'file-1', contentUrl: 'hf://datasets/a/b' },
        {
          contentSize: '1234 B',
          encodingFormat: ['application/jsonlines', 'application/gzip'],
          sha256: '0a'.repeat(32),
        },
      ],
      recordSet: [
        { field: [{ source: { fileObject: { '@id': 'file-1' }, extract: { column: 'model' } } }] },
        {
          field: [
            { source: { extract: { jsonPath: '$["completions"][*]["model"]' } } },
            { source: { extract: { jsonPath: '$["attributes"]["a.b"]' } } },
            { source: { extract: { jsonPath: '$["ratings"].*["by"]' } } },
          ],
        },
      ],
    });
    for (const unknown of ['license', 'creator', 'url', 'datePublished'])
      expect(croissant).not.toHaveProperty(unknown);
  });
});

describe('the head of a dataset card', () => {
  it.each(cases)('is one YAML document that names every model as the rows do: %s', (_name, report) => {
    const card = toDatasetCard(factsOf(report));
    expect(card).toMatch(/^---\n.*\n---\n$/s);
    const { generated_with: models = [], license } = parseYaml(card.slice(4, -4));
    expect(models.map(({ model }: { model: string }) => model)).toEqual(
      factsOf(report).models.map(({ name }) => name),
    );
    expect(license).toBeNull();
    for (const { duties = [], conflicts = [] } of models) {
      for (const list of [duties, conflicts]) expect(list).toEqual([...new Set(list)]);
    }
  });

  it.each([
    [0, 'n<1K'],
    [999, 'n<1K'],
    [1_000, '1K<n<10K'],
    [25_000_000, '10M<n<100M'],
    [1e12, 'n>1T'],
  ])('gives %i rows the size category %s', (rows, category) => {
    const report = { ...emptyReport, totals: { ...emptyReport.totals, rows } };
    expect(parseYaml(toDatasetCard(factsOf(report)).slice(4, -4)).size_categories).toEqual([category]);
  });
});

describe('the texts for authorities', () => {
  it.each(cases)('hold no markup of the data: %s', (_name, report) => {
    for (const text of [toEuSummary(factsOf(report)), toCalifornia(factsOf(report))]) {
      expect(text).not.toMatch(/<|\]\(|:\/\/|@|www\./);
      expect(text).toContain(yours);
    }
  });

  it('list who wrote, who assessed, and who is only named, with rows and roles', () => {
    const text = toEuSummary(factsOf(roles));
    const [, wrote, others] = text.split(/## (?:General-purpose|Other) AI models/);
    expect(wrote).toContain(
      '| meta-llama/Llama-3.3-70B-Instruct | meta-llama/llama-3.3-70b-instruct | meta-llama | 70 | generator in 60 rows, judge in 20 rows |',
    );
    expect(wrote).not.toContain('gpt-5.2');
    expect(others).toContain('| openai/gpt-5.2 | openai/gpt-5.2 | openai | 30 | judge in 30 rows |');
    expect(others).toContain(`| mystery | ${yours} | ${yours} | 2 | unspecified in 2 rows |`);
    // A router is no model.
    expect(toEuSummary(factsOf(mixedReport))).toContain(`| openrouter/auto | ${yours} | openrouter |`);
    expect(toEuSummary(factsOf(mixedReport))).toContain(`| gpt-4o | data/README.md, line 7 | ${yours} |`);
  });

  it('say what does not count, as the person who ran the audit declared', () => {
    const declarations = { ...roles.declarations, ignoredRoles: ['judge'] as const };
    const facts = factsOf({ ...roles, declarations });
    for (const text of [facts.description, toEuSummary(facts), toCalifornia(facts), toDatasetCard(facts)]) {
      expect(text).toContain('Declared, and not found in the data: roles that do not count: judge.');
    }
  });

  it('answer what the audit saw, and mark the rest, of the twelve items of AB 2013', () => {
    const lines = toCalifornia(factsOf(roles))
      .split('\n')
      .filter((line) => line.startsWith('| ('));
    expect(lines).toHaveLength(12);
    expect(lines[2]).toContain('110 rows, and 0 that could not be read');
    expect(lines[6]).toBe(`| (7) | personal information | _${yours}_ |`);
    expect(lines[11]).toContain('If these rows are used, yes: 103 of 110 name a model');
  });
});

describe('the README of the folder', () => {
  it('says what was declared, what was not read, what other files name, and warns of a sample', () => {
    const [catalog] = roles.catalogs;
    const report: AuditReport = {
      ...roles,
      catalogs: catalog === undefined ? [] : [{ ...catalog, sample: 'made up' }],
      declarations: {
        ...roles.declarations,
        names: { 'my <model>': 'qwen/qwen3-max' },
        ignoredRoles: ['judge'],
      },
      unread: [{ file: 'half.gz', code: 'INPUT_UNREADABLE', message: 'Cannot read half.gz.' }],
      outside: mixedReport.outside,
    };
    const text = readmeOf(report);
    for (const line of [
      'SAMPLE: made up.',
      '- the meaning of 1 name: my &lt;model> is qwen/qwen3-max\n- roles that do not count: judge\n',
      '- half.gz: Cannot read half.gz.\n',
      '- data/README.md, line 7: gpt-4o is not-distillable.\n',
    ])
      expect(text).toContain(line);
    expect(readmeOf(roles)).not.toMatch(/Declared|Not read|Named by files/);
  });
});
