import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './main.js';

const unreachable = 'http://127.0.0.1:1/api/v1';
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-main-'));
  await writeFile(join(directory, 'text.json'), 'not json');
  await writeFile(join(directory, 'other.json'), '{"data":[]}');
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Runs a command line in this process; `DIR` in a word stands for the directory of the test. */
async function run(words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const argv = words.map((word) => word.replace('DIR', directory));
  const env = { DISTILLABLE_CACHE_DIR: join(directory, 'cache') };
  const printed = Promise.all([text(stdout), text(stderr)]);
  const io = { stdout, stderr, stdin: () => PassThrough.from([]), env, cwd: directory, now: Date.now };
  const code = await main(argv, { ...io, untilInterrupted: async () => {} });
  stdout.end();
  stderr.end();
  const [out, error] = await printed;
  return { code, stdout: out, stderr: error };
}

describe('the exit code', () => {
  // Some wait for the retries of a network: all at once.
  it.concurrent.each<[number, string, RegExp]>([
    [0, '--help', /^$/],
    [0, '--version', /^$/],
    [0, 'list --help', /^$/],
    [0, 'list --sandbox', /SAMPLE: /],
    [0, '--sandbox list', /SAMPLE: /],
    [0, 'list --sandbox --search nothing-at-all', /No model meets these conditions/],
    [0, 'explain --sandbox openai/gpt-oss-120b', /the licence decides/],
    [0, 'explain --sandbox nobody/nothing', /the licence decides/],
    [0, 'refresh --sandbox', /SAMPLE: /],
    [0, 'cache path', /^$/],
    [0, 'cache info', /^$/],
    [0, 'cache info --sandbox', /There is no cache file with --sandbox/],
    [0, 'cache clear', /cleared /],
    [2, '', /Usage: distillable/],
    [2, 'cache', /Usage: distillable cache/],
    [2, 'lst', /unknown command 'lst'[\s\S]*Did you mean list\?/],
    [
      2,
      'list --formt json',
      /unknown option '--formt'[\s\S]*Did you mean --format\?[\s\S]*distillable list --help/,
    ],
    [2, 'list --format yaml', /--format[\s\S]*table, json, jsonl, csv, markdown, slugs/],
    [2, 'list --columns slug,contxt', /no column "contxt"\. Did you mean "context"/],
    [2, 'list --columns slug --json', /--columns cannot be used with the format json/],
    [2, 'list --min-context big', /--min-context[\s\S]*128k/],
    [2, 'list --sort size', /--sort[\s\S]*slug, created, context, price/],
    [2, 'list --limit 0', /--limit[\s\S]*from 1 up/],
    [2, 'list extra', /too many arguments/],
    [2, 'list --json --format csv', /--json cannot be used with --format csv/],
    [2, 'list --sandbox --catalog a.json', /--sandbox' cannot be used with option '--catalog/],
    [2, 'list --sandbox --offline', /--sandbox' cannot be used with option '--offline/],
    [2, 'list --sandbox --base-url http://a.test', /--sandbox' cannot be used with option '--base-url/],
    [2, 'list --quiet --verbose', /--quiet' cannot be used with option '--verbose/],
    [2, 'list --timeout soon', /--timeout[\s\S]*5s/],
    [2, 'list --base-url nonsense', /--base-url must be an http or https URL/],
    [2, 'refresh --offline', /--offline cannot be used with `refresh`/],
    [2, 'refresh --catalog a.json', /--catalog cannot be used with `refresh`/],
    [2, 'explain', /missing required argument 'slugs'/],
    [2, 'list --catalog DIR/missing.json', /Cannot read \S*missing\.json: there is no such file/],
    [2, 'list --catalog DIR', /Cannot read \S+: it is a directory/],
    [2, 'list --catalog DIR/text.json', /text\.json: not JSON/],
    [2, 'list --catalog DIR/other.json', /other\.json: Not a snapshot of distillable/],
    [2, 'snapshot diff DIR/missing.json', /Cannot read \S*missing\.json/],
    [2, 'snapshot import --sandbox a.json', /--sandbox cannot be used with `snapshot import`/],
    [2, 'snapshot export --sandbox --out DIR/no/folder.json', /Cannot write \S*folder\.json/],
    [2, 'sandbox --distillable slugs.txt', /--distillable needs --catalog/],
    [2, 'sandbox --catalog DIR/missing.json', /missing\.json/],
    [2, 'sandbox --sandbox', /--sandbox cannot be used with `sandbox`/],
    [2, 'sandbox --port http', /--port[\s\S]*0 to 65535/],
    [2, 'completion tcsh', /bash, zsh, fish/],
    [3, `list --base-url ${unreachable}`, /ECONNREFUSED[\s\S]*--sandbox[\s\S]*--catalog FILE/],
    [3, `explain a/b --base-url ${unreachable}`, /ECONNREFUSED[\s\S]*--sandbox/],
    [
      3,
      'list --offline',
      /No model list of https:\/\/openrouter\.ai\/api\/v1 is cached in [\s\S]*distillable refresh/,
    ],
    [4, `refresh --base-url ${unreachable}`, /ECONNREFUSED/],
  ])('is %i for `%s`, and says why', async (code, line, message) => {
    const outcome = await run(line.split(' ').filter((word) => word !== ''));
    expect(outcome.stderr).toMatch(message);
    expect(outcome.code).toBe(code);
    expect(/^\s+at /m.test(outcome.stderr)).toBe(/^(?!.*--quiet).*--verbose/.test(line));
    if (code !== 0) expect(outcome.stdout).toBe('');
  });
});

describe('help', () => {
  const commands = [
    '',
    ...['check', 'audit', 'list', 'explain', 'refresh', 'proxy', 'sandbox', 'completion'],
    ...['cache', 'cache path', 'cache info', 'cache clear'],
    ...['snapshot', 'snapshot export', 'snapshot import', 'snapshot diff'],
    ...['ledger', 'ledger verify', 'ledger show', 'ledger stats'],
    ...['evidence', 'evidence verify'],
    ...['terms', 'terms list', 'terms show', 'terms verify'],
  ];

  it.each(commands)('of `%s` has examples', async (command) => {
    const { stdout, code } = await run([...command.split(' ').filter((word) => word !== ''), '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
  });

  it.each([
    ['list', ['sandbox', 'offline', 'catalog', 'base-url', 'terms', 'timeout', 'json', 'quiet', 'verbose']],
    ['refresh', ['sandbox', 'base-url', 'timeout', 'json', 'quiet', 'verbose']],
    ['ledger stats', ['json', 'quiet', 'verbose']],
    ['snapshot import', ['base-url', 'json', 'quiet', 'verbose']],
    ['cache path', ['json']],
    ['cache', []],
    ['completion', []],
  ])('of `%s` shows the global flags that have an effect: %j', async (command, flags) => {
    const { stdout } = await run([...command.split(' '), '--help']);
    const [, globals = ''] = /\nGlobal Options:\n(.*?)\n\n/s.exec(stdout) ?? [];
    expect([...globals.matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag)).toEqual(flags);
  });

  it('shows what `sandbox` takes as --catalog', async () => {
    const { stdout } = await run(['sandbox', '--help']);
    expect(stdout).toMatch(/--catalog <file> +a saved response of GET \/models/);
    expect(stdout).not.toMatch(/exported snapshot/);
  });
});
