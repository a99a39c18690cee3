import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CatalogSnapshot } from '@distillable/catalog';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSandboxSnapshot } from '../../../../test/support/sandbox-snapshot.js';
import { audit } from '../audit.js';
import { isRow, type Row } from '../fields/field-path.js';
import { readAll } from '../read/parquet/__fixtures__/parquet-files.js';
import { createNameCollector } from './collect-names.js';
import { createPlaceFinder, findSuspiciousKeys } from './find-by-value.js';
import type { FoundName } from './found-name.js';
import { mayHoldNames } from './may-hold-names.js';

/** Files as people publish them, with a table of what they name, beside the project. */
const folder = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

interface Listed {
  readonly place: string;
  readonly role: string;
  readonly names: readonly string[];
}

interface RealFile {
  readonly file: string;
  readonly listed: readonly Listed[];
}

/** Named outside the rows, or in keys of columns and in signed bytes: these are no places of a row. */
const outside = /file name|folder name|key names|column names|test_id|signature/;
/** These are ranks, not names. */
const ranks = /^\d__vs__\d$/;

function placesIn(rows: readonly Row[], known: ReadonlySet<string>): readonly string[] {
  const finder = createPlaceFinder((text) => known.has(text));
  rows.forEach(finder.look);
  return finder.found();
}

describe.skipIf(!existsSync(`${folder}rows`))('real rows', () => {
  const files = existsSync(`${folder}rows`) ? readTable() : [];
  const known = new Set([...files.flatMap(namesOf), ...readSpellings(), 'bloom-7b', 'llama-7b', 'opt-7b']);

  it.each(files)('of $file name models in the places that people found', ({ file, listed }) => {
    const rows = readRows(file);
    const found = placesIn(rows, known);
    const collect = createNameCollector({ found });
    const names = new Map<string, Set<FoundName>>();
    for (const name of rows.flatMap(collect)) {
      names.set(name.name, (names.get(name.name) ?? new Set()).add(name));
    }
    const missing = listed.flatMap(({ place, names: wanted }) =>
      wanted
        .filter((name) => !halvesOf(name).every((half) => names.has(half)))
        .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
    const wrong = listed.flatMap(({ place, role, names: wanted }) =>
      wanted.flatMap((name) => {
        const roles = [...(names.get(name) ?? [])].map((each) => each.role);
        const fits = role === 'other' || roles.length === 0 || roles.some((each) => isSameRole(each, role));
        return fits ? [] : [`${place}: ${name} is ${role}, not ${roles.join(' or ')}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['01-alpaca-eval-outputs.json', 'dataset'],
    ['06-gemini-batch-output.jsonl', 'role'],
    ['16-pandalm-pairs.json', 'motivation_app'],
    ['25-openrouter-response.json', 'provider'],
    ['25-openrouter-response.json', 'format'],
  ])('of %s name none in %s', (file, place) => {
    const found = placesIn(readRows(file), new Set([...known, 'koala', 'anthropic-claude-v1']));
    expect(found.filter((path) => path.split(/[.[]/).includes(place))).toEqual([]);
  });

  it.each(files)('of $file can be left out as they are reported', ({ file }) => {
    const rows = readRows(file);
    const found = placesIn(rows, known);
    const places = new Set(rows.flatMap(createNameCollector({ found })).map(({ place }) => place));
    const left = rows.flatMap(createNameCollector({ found, ignoreFields: [...places] }));
    expect(left).toEqual([]);
  });

  let snapshots: CatalogSnapshot;

  beforeAll(async () => {
    snapshots = await readSandboxSnapshot();
  });

  // biome-ignore format: a table
  it.each([
    ['01-alpaca-eval-outputs.json', 'unknown'], ['02-routellm-judgements.jsonl', 'not-distillable'],
    ['03-routellm-provider-suffix.jsonl', 'not-distillable'], ['04-open-instruct-inferences.jsonl', 'unknown'],
    ['05-openai-batch-input.jsonl', 'not-distillable'], ['06-gemini-batch-output.jsonl', 'not-distillable'],
    ['07-arena-hard-answer.jsonl', 'not-distillable'], ['08-inspect-log.json', 'not-distillable'],
    ['09-tau2-voice-results.json', 'not-distillable'], ['10-wildbench-score.json', 'not-distillable'],
    ['11-llama-stack-recording.json', 'not-distillable'], ['12-vercel-ai-spans.json', 'not-distillable'],
    ['13-biggen-evals.json', 'unknown'], ['14-mt-bench-eval-source.json', 'not-distillable'],
    ['15-agent-arena-ratings.json', 'not-distillable'], ['16-pandalm-pairs.json', 'unknown'],
    ['17-judgemark-stats.json', 'not-distillable'], ['18-judgemark-test-set.json', 'not-distillable'],
    ['19-hallmark-checkpoint.jsonl', 'distillable'], ['20-search-trajectories.parquet', 'unknown'],
    ['21-deepeval-test-run.json', 'not-distillable'], ['22-claude-code-session.jsonl', 'not-distillable'],
    ['23-conduit-router-run.json', 'not-distillable'], ['24-promptfoo-summaries.csv', 'unnamed'],
    ['25-openrouter-response.json', 'not-distillable'], ['26-promptfoo-export.json', 'not-distillable'],
    ['27-vicuna-review.jsonl', 'not-distillable'],
  ])('of %s are judged as a whole: %s', async (file, worst) => {
    const { models, totals } = await audit([`${folder}rows/${file}`], { snapshots });
    expect(models[0]?.verdict).toBe(worst);
    expect(totals.verdicts.distillable).toBe(worst === 'distillable' ? totals.rows : 0);
  });

  it('of a Parquet file name models in columns of JSON that was encoded twice', async () => {
    const { rows } = await readAll(`${folder}rows/20-search-trajectories.parquet`);
    const collect = createNameCollector({});
    const names = rows.filter(isRow).flatMap(collect);
    expect(names.filter(({ certain }) => certain).map(({ place, name }) => [place, name])).toEqual([
      ['model', 'openai/demo-model'],
      ['benchmark_config.model', 'openai/demo-model'],
      ['request_body.model', 'openai/demo-model'],
    ]);
    expect(names.every(({ place }) => mayHoldNames([place.split('.')[0] ?? ''], {}))).toBe(true);
  });

  it('of a CSV file name models in the names of columns', () => {
    const [header = ''] = readFileSync(`${folder}rows/24-promptfoo-summaries.csv`, 'utf8').split('\n');
    const keys = header.split(',');
    expect(findSuspiciousKeys(keys)).toEqual(keys.filter((key) => /^\[3\.\d /.test(key)));
  });

  function readTable(): readonly RealFile[] {
    const lines = readFileSync(`${folder}rows/README.md`, 'utf8').split('\n');
    return lines
      .filter((line) => /^\| \d\d-.*\.jsonl? /.test(line))
      .map((line) => {
        const cells = line.replaceAll('\\|', '/').split('|');
        const places = (cells[5] ?? '').split('<br>').filter((cell) => !outside.test(cell));
        return { file: (cells[1] ?? '').trim(), listed: places.map(readListed) };
      });
  }
});

function readListed(cell: string): Listed {
  const [, place = '', role = '', names = ''] = /^(.*) → (\w+): (.*)$/.exec(cell.trim()) ?? [];
  const quoted = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return { place, role, names: quoted.filter((name) => !ranks.test(name)) };
}

function namesOf({ listed }: RealFile): readonly string[] {
  return listed.flatMap(({ names }) => names.flatMap(halvesOf)).filter((name) => name !== 'sample-model');
}

/** Pairs are found as two names. */
function halvesOf(name: string): readonly string[] {
  const isPair = name.includes('__') || /^[\w.-]*\db_[\w.-]*\db$/i.test(name);
  return isPair ? name.split(/__?/) : [name];
}

function readSpellings(): readonly string[] {
  if (!existsSync(folder)) return [];
  const sample: unknown = JSON.parse(readFileSync(`${folder}names/spellings-sample.json`, 'utf8'));
  const { spellings } = isRow(sample) ? sample : {};
  return Array.isArray(spellings) ? spellings.map(({ spelling }) => String(spelling)) : [];
}

function readRows(file: string): readonly Row[] {
  const text = readFileSync(`${folder}rows/${file}`, 'utf8');
  const values: unknown = file.endsWith('l')
    ? text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : JSON.parse(text);
  return (Array.isArray(values) ? values : [values]).filter(isRow);
}

/** A model that served may be collected as the generator: both words mean that it wrote the text. */
function isSameRole(role: string, listed: string): boolean {
  return role === listed || role === 'unspecified' || (role === 'generator' && listed === 'served');
}
