import { snapshotFromModels } from '@distillable/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../test/support/catalog-model.js';
import { authorsOf, createNameJudge, type ScannedSource, scanSource } from './scan.js';
import { findSourceKind } from './source-kind.js';

const snapshot = snapshotFromModels({
  models: [
    model('qwen/qwen3-max'),
    model('openai/gpt-4o', { permission: 'not-distillable' }),
    model('openai/gpt-4o:free', { permission: 'not-distillable' }),
    model('anthropic/claude-sonnet-4.5', { permission: 'not-distillable' }),
    model('~anthropic/claude-opus-latest', { kind: 'alias', aliasTarget: 'anthropic/claude-sonnet-4.5' }),
    model('microsoft/phi-4'),
    model('google/gemma-3', { permission: 'not-distillable' }),
    model('nvidia/nemotron'),
  ],
  retrievedAt: new Date('2026-09-02T00:00:00Z'),
  source: { url: 'https://a.test/v1', sample: null },
});
const catalog = { judge: createNameJudge(snapshot, {}), authors: authorsOf(snapshot) };

function scan(file: string, text: string): ScannedSource {
  const kind = findSourceKind(file);
  if (kind === undefined) throw new TypeError(`${file} is no source.`);
  return scanSource(text, kind, catalog);
}

/** `rule model`, of what is not suppressed; `allowed` for what may be used. */
function told(file: string, text: string): readonly string[] {
  return scan(file, text)
    .occurrences.filter(({ suppressed }) => suppressed === null)
    .map(({ rule, model: named }) => `${rule ?? 'allowed'} ${named ?? 'the flag'}`);
}

const bad = 'not-distillable openai/gpt-4o';

describe('what names a model', () => {
  it.each([
    ['a.js', "call({ model: 'openai/gpt-4o' })", [bad]],
    ['a.js', 'const x = `openai/gpt-4o`;', [bad]],
    ['a.ts', 'const model: string = "openai/gpt-4o:free"', ['not-distillable openai/gpt-4o:free']],
    [
      'a.ts',
      'const model = "~anthropic/claude-opus-latest"',
      ['not-distillable ~anthropic/claude-opus-latest'],
    ],
    ['a.ts', 'pick("qwen/qwen3-max")', ['allowed qwen/qwen3-max']],
    ['a.ts', 'openrouter("nobody/knows")', ['unknown nobody/knows']],
    ['a.ts', 'const m = process.env.OPENROUTER_MODEL ?? "nobody/knows"', ['unknown nobody/knows']],
    [
      'a.ts',
      'const fallbackModels = new Set(["nobody/a", "nobody/b"])',
      ['unknown nobody/a', 'unknown nobody/b'],
    ],
    ['a.ts', 'x({ model: "openrouter/auto" })', ['dynamic openrouter/auto']],
    ['a.ts', 'x({ model: "@preset/team" })', ['dynamic @preset/team']],
    ['a.ts', 'x({ model: "qwen/qwen3-max@preset/team" })', ['dynamic qwen/qwen3-max@preset/team']],
    ['a.py', 'completion(model="openrouter/openai/gpt-4o")', [bad]],
    ['a.py', "init_chat_model('openrouter:openai/gpt-4o')", [bad]],
    ['a.py', 'm = os.environ.get("OPENROUTER_MODEL", "nobody/knows")', ['unknown nobody/knows']],
    [
      'a.py',
      'MODELS = [\n    "qwen/qwen3-max",\n    "nobody/knows",\n]',
      ['allowed qwen/qwen3-max', 'unknown nobody/knows'],
    ],
    ['a.py', 'body["model"] = f"openai/gpt-4o"', [bad]],
    ['a.py', 'MODELS = [None, "*/*", "nobody/knows"]', ['unknown nobody/knows']],
    [
      'a.ipynb',
      '"MODELS = [\\n    \\"qwen/qwen3-max\\",\\n    \\"nobody/knows\\"]"',
      ['allowed qwen/qwen3-max', 'unknown nobody/knows'],
    ],
    ['a.ts', '["nobody/knows@preset/team"]', ['dynamic nobody/knows@preset/team']],
    ['a.ts', 'x("openrouter/free:nitro:online")', ['dynamic openrouter/free:nitro:online']],
    ['a.go', 'Model: "openai/gpt-4o",', [bad]],
    ['a.go', 'models := []string{"nobody/knows"}', ['unknown nobody/knows']],
    ['a.rs', 'const MODELS: &[&str] = &["nobody/knows"];', ['unknown nobody/knows']],
    ['a.rs', 'Request::new().model("nobody/knows")', ['unknown nobody/knows']],
    ['a.java', 'var models = List.of("nobody/knows");', ['unknown nobody/knows']],
    ['a.rb', 'chat(model: "openai/gpt-4o")', [bad]],
    ['a.rb', 'chat(:model => "nobody/knows")', ['unknown nobody/knows']],
    ['a.php', "['model' => 'nobody/knows']", ['unknown nobody/knows']],
    ['a.json', '{"model": "openai\\/gpt-4o"}', [bad]],
    ['a.json', '{"a": "{\\"model\\": \\"nobody/knows\\"}"}', ['unknown nobody/knows']],
    ['a.json', '["qwen/qwen3-max", "openai/gpt-4o"]', ['allowed qwen/qwen3-max', bad]],
    ['a.ipynb', '{"source": ["x(model=\\"openai/gpt-4o\\")\\n", "y"]}', [bad]],
    ['a.yaml', 'model: openai/gpt-4o', [bad]],
    ['a.yaml', 'model: openai/gpt-4o # ours', [bad]],
    ['a.yaml', 'models:\n  - nobody/knows\n  - "openai/gpt-4o"\n', ['unknown nobody/knows', bad]],
    ['a.yml', 'x: {model: nobody/knows, n: 1}', ['unknown nobody/knows']],
    ['a.toml', 'model_name = "nobody/knows"', ['unknown nobody/knows']],
    ['.env', 'OPENROUTER_MODEL=openai/gpt-4o', [bad]],
    ['.env.local', 'export TEACHER=openai/gpt-4o', [bad]],
    ['a.sh', 'run --model nobody/knows --x', ['unknown nobody/knows']],
    ['a.sh', 'for m in qwen/qwen3-max openai/gpt-4o; do', ['allowed qwen/qwen3-max', bad]],
    ['a.sh', `M="\${OPENROUTER_MODEL:-nobody/knows}"`, ['unknown nobody/knows']],
    ['a.sh', 'curl -d \'{"model": "openai/gpt-4o"}\'', [bad]],
    ['a.ts', 'MODELS="qwen/qwen3-max,openai/gpt-4o"', ['allowed qwen/qwen3-max', bad]],
    ['a.ts', '["run", "--model", "nobody/knows"]', ['unknown nobody/knows']],
    ['Dockerfile', 'ENV MODEL=openai/gpt-4o', [bad]],
    ['a.ts', 'provider: { enforce_distillable_text: false }', ['not-enforced the flag']],
    ['a.ts', 'provider: { enforceDistillableText: false }', ['not-enforced the flag']],
    ['a.py', '{"enforce_distillable_text": False}', ['not-enforced the flag']],
    ['a.yaml', 'enforce_distillable_text: false', ['not-enforced the flag']],
    ['a.ipynb', '"{\\"enforce_distillable_text\\": false}"', ['not-enforced the flag']],
  ])('in %s, %j is %j', (file, text, expected) => {
    expect(told(file, text)).toEqual(expected);
  });

  it.each([
    ['a.ts', 'const teacher = "openai/gpt-99"', ['unlisted openai/gpt-99']],
    ['a.yaml', 'model: Qwen/Qwen3-8B', ['unlisted Qwen/Qwen3-8B']],
  ])('in %s, %j is only likely to: %j', (file, text, expected) => {
    expect(told(file, text)).toEqual(expected);
  });
});

describe('what names none', () => {
  it.each([
    ['a.ts', 'import x from "openai/helpers";'],
    ['a.ts', 'import x from "openai/helpers/zod";'],
    ['a.ts', 'const x = require("openai/core")'],
    ['a.ts', 'import("openai/core")'],
    ['a.ts', 'import x from "@openai/agents"'],
    ['a.ts', 'import { model } from "src/index"'],
    ['a.ts', 'export * from "./openai/gpt-4o"'],
    ['a.ts', 'const viewModel = load("views/user")'],
    ['a.ts', 'const model = "models/duck.glb"'],
    ['a.ts', 'fetch("https://openrouter.ai/openai/gpt-4o")'],
    ['a.ts', 'const mime = "model/gltf"; const other = "text/plain"'],
    ['a.ts', 'const dataModel = a/b'],
    ['a.ts', 'model.path = "src/index"'],
    ['a.ts', 'const remodel = "a/b"'],
    ['a.ts', 'const re = /openai/gpt/;'],
    ['a.ts', '// was "openai/gpt-4o"'],
    ['a.ts', '/* model: "openai/gpt-4o" */'],
    ['a.ts', '/**\n * @example\n * model: "openai/gpt-4o"\n */'],
    ['a.ts', 'throw new Error("Use openai/gpt-4o instead.")'],
    ['a.ts', '// enforce_distillable_text: false'],
    ['a.ts', 'enforce_distillable_text: true, store: false'],
    ['a.ts', 'const file = "openai/client.ts"'],
    ['a.py', '# model="openai/gpt-4o"'],
    ['a.py', 'model = load_model("checkpoints/best")'],
    ['a.py', 'model = AutoModel.from_pretrained("bert/base")'],
    ['a.py', 'x = total_model / count_b'],
    ['a.go', 'import "google/uuid"'],
    ['go.toml', 'repository = "microsoft/vscode"'],
    ['package.json', '{"repository": "microsoft/vscode", "model": 1}'],
    ['package.json', '{"@google/genai": "^1", "files": ["src/index"]}'],
    ['ci.yaml', 'uses: google/osv-scanner-action@v1'],
    ['ci.yaml', 'image: nvidia/cuda:12.1'],
    ['ci.yaml', '# model: openai/gpt-4o'],
    ['Dockerfile', 'FROM nvidia/cuda:12.1'],
    ['a.sh', 'cd google/somewhere && ls openai/*'],
    ['a.sh', 'MODEL=$HOME/model'],
    ['a.sh', 'cp models/a.gguf b'],
    ['a.sql', "-- model = 'openai/gpt-4o'"],
  ])('in %s, %j', (file, text) => {
    expect(told(file, text)).toEqual([]);
  });

  it('counts the names of known models that it passes over, in comments and in text', () => {
    const text =
      '// openai/gpt-4o or "qwen/qwen3-max"\nthrow new Error("Use qwen/qwen3-max, please; not openai/gpt-99.")';
    expect(scan('a.ts', text)).toEqual({ occurrences: [], mentions: 3 });
  });
});

describe('what looks like a comment and is not one', () => {
  it.each([
    ['a.ts', 'const u = "https://a.test"; const m = "openai/gpt-4o"'],
    ['a.ts', 'glob("src/**/*.ts"); const m = "openai/gpt-4o"; glob("a/**")'],
    ['a.ts', 'const re = /["\'`]/; const a = "//", m = "openai/gpt-4o"'],
    ['a.ts', `const t = \`// \${x}\`; const m = "openai/gpt-4o"`],
    ['a.ts', '/* never ended; const m = "openai/gpt-4o"'],
    ['a.py', 'a = "#"; m = "openai/gpt-4o"'],
    ['a.py', 'a = """\n# it\'s\n"""; m = "openai/gpt-4o"'],
    ['a.sh', `echo $# a#b \${#list} openai/gpt-4o`],
    ['a.tsx', '<a>https://a.test</a><B model="openai/gpt-4o" />'],
    ['a.yaml', 'colour: "#fff"\nmodel: openai/gpt-4o'],
    ['a.rs', 'fn f<\'a>(x: &\'a str) { g("http://x", "openai/gpt-4o") }'],
  ])('in %s, %j', (file, text) => {
    expect(told(file, text)).toContain(bad);
  });
});

describe('a comment `distillable-ignore`', () => {
  it.each([
    ['a.ts', 'm("openai/gpt-4o") // distillable-ignore', ''],
    [
      'a.ts',
      'm("openai/gpt-4o") // distillable-ignore: a judge, whose text is not kept',
      'a judge, whose text is not kept',
    ],
    ['a.ts', '/* distillable-ignore: only judges */\nm("openai/gpt-4o")', 'only judges'],
    ['a.py', '# distillable-ignore: tests\nm("openai/gpt-4o")', 'tests'],
    ['a.yaml', 'model: openai/gpt-4o # distillable-ignore', ''],
    ['a.json', '{"//": "distillable-ignore: a judge",\n"model": "openai/gpt-4o"}', 'a judge'],
    ['a.ts', '// distillable-ignore: off here\r\nx({ enforce_distillable_text: false })', 'off here'],
  ])('in %s, %j silences with the reason %j', (file, text, reason) => {
    expect(scan(file, text).occurrences).toEqual([expect.objectContaining({ suppressed: reason })]);
  });

  it.each([
    ['a.ts', 'm("openai/gpt-4o") // distillable-ignored'],
    ['a.ts', 'm("openai/gpt-4o") // distillable-ignore-file'],
    ['a.ts', 'distillable-ignore; m("openai/gpt-4o")'],
    ['a.ts', '// distillable-ignore\n\nm("openai/gpt-4o")'],
    ['a.ts', 'm("qwen/qwen3-max") // distillable-ignore\nm("openai/gpt-4o")'],
    ['a.ts', 'm("openai/gpt-4o")\n// distillable-ignore'],
  ])('in %s, %j does not silence', (file, text) => {
    expect(told(file, text)).toContain(bad);
  });
});

describe('places', () => {
  it.each(['\n', '\r\n', '\r'])(
    'count lines that end with %j, and columns in UTF-16 code units',
    (ending) => {
      const text = ['// 😀', 'x', `  "😀"; m("openai/gpt-4o")`].join(ending);
      expect(scan('a.ts', text).occurrences).toEqual([
        expect.objectContaining({ line: 3, column: 12, endColumn: 25 }),
      ]);
    },
  );

  it('leave the prefix of a library out', () => {
    expect(scan('a.py', 'm = "openrouter/openai/gpt-4o"').occurrences).toEqual([
      expect.objectContaining({ model: 'openai/gpt-4o', column: 17, endColumn: 30 }),
    ]);
  });
});

describe('texts made to be slow', () => {
  const size = 1_000_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length));
  it.each([
    ['a minified line', fill('a({model:"openai/gpt-4o",b:[1,2]});'), 28_572],
    ['slashes', `${fill('/')}\n"openai/gpt-4o"`, 1],
    ['openings of comments', `${fill('/* ')} "openai/gpt-4o"`, 1],
    ['quotes', `${fill('"')}\n"openai/gpt-4o"`, 1],
    ['backticks with backslashes', `"openai/gpt-4o" ${fill('\\`')}`, 1],
    ['brackets', `${fill('[')}"openai/gpt-4o"`, 1],
    ['names without an end', `"openai/gpt-4o" ${fill('model = nobody/knows ')}`, 1],
    ['one long list', `"${fill('openai/gpt-4o ')}"`, 71_429],
    ['dashes before names', `"openai/gpt-4o"; model ${fill(`${'-'.repeat(90)} "nobody/knows" `)}`, 1],
    ['long words before names', `"openai/gpt-4o"; model ${fill(`${'x'.repeat(90)} "nobody/knows" `)}`, 1],
    ['Base64', `"openai/gpt-4o" ${fill('aGVsbG8/d29ybGQ+Zm9v/YmFy')}`, 1],
    ['regular expressions without an end', `"openai/gpt-4o" ${fill('=/[a')}`, 1],
  ])('%s', (_, text, count) => {
    expect(scan('a.js', text).occurrences).toHaveLength(count);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'openai/gpt-4o',
      'openai\\/gpt-4o',
      'nobody/knows',
      '~anthropic/claude-opus-latest',
      '@preset/x',
      'openrouter/',
    ],
    ...[
      'model',
      ': ',
      ' = ',
      ', ',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '`',
      '\\',
      '/',
      '//',
      '/*',
      '*/',
      '#',
      '-',
    ],
    ...[
      '\n',
      '\r\n',
      '\r',
      ' ',
      '😀',
      'enforce_distillable_text: false',
      'distillable-ignore',
      '\ud800',
      '\u2028',
    ],
  );
  it('is read without an error, and every place holds the name that is reported', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.constantFrom('a.ts', 'a.py', 'a.php', 'a.sql', 'a.json', 'a.yaml'),
        (written, file) => {
          const text = written.join('');
          const lines = text.split(/\r\n|\r|\n/);
          for (const { line, column, endColumn, model: named } of scan(file, text).occurrences) {
            const told = lines[line - 1]?.slice(column - 1, endColumn - 1);
            expect(told?.replaceAll('\\', '')).toBe(named ?? 'enforce_distillable_text');
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('names a whole quoted value of the catalog wherever it stands on a line of its own', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (written) => {
        const before = written.join('').replaceAll(/[`/*]|distillable-ignore/g, '');
        expect(told('a.ts', `${before}\n\nf("openai/gpt-4o")`)).toContain(bad);
      }),
    );
  });
});
