import { execFile } from 'node:child_process';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
const session = block('console')
  .split(/^\$ distillable /m)
  .slice(1)
  .map((text) => {
    const [command = '', ...printed] = text.split('\n');
    return [command, printed.join('\n')] as const;
  });

let home: Home;
beforeAll(async () => {
  home = await createHome();
  await writeFile(join(home.path, 'body.json'), block('json'));
});
afterAll(() => home.remove());

describe('the example of the README', () => {
  it('names the file that it runs', async () => {
    const [, file = ''] = /for `node (\S+)`/.exec(readme) ?? [];
    await expect(access(new URL(`../../${file}`, import.meta.url))).resolves.toBeUndefined();
    expect(file).toMatch(/^packages\/cli\/bin\//);
  });

  it('has the two commands that follow', () => expect(session).toHaveLength(2));

  it.each(session)('`distillable %s` prints what the README shows', async (command, printed) => {
    const { code, stdout } = await home.run(command.split(' '));
    expect(stdout).toBe(printed);
    expect(code).toBe(command.includes('--mode prune') ? 0 : 1);
  });
});

describe('the picture of the README', () => {
  it.each(['light', 'dark'])('in %s shows what the commands print', async (theme) => {
    const script = fileURLToPath(new URL('../../scripts/picture-of-terminal.mjs', import.meta.url));
    const name = `terminal-${theme}.svg`;
    await promisify(execFile)(process.execPath, [script, home.path]);
    const shown = await readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
    const now = await readFile(join(home.path, name), 'utf8');
    expect(readme).toContain(`"docs/${name}"`);
    expect(shown, 'Run: node scripts/picture-of-terminal.mjs').toBe(now);
  });
});

const compared = await readFile(new URL('../../docs/compared-with.md', import.meta.url), 'utf8');
const sessions = [...compared.matchAll(/```console\n([\s\S]*?)```/g)].map(([, text = '']) => text);

describe('the page that compares', () => {
  it('has a session for each claim on this project', () => expect(sessions).toHaveLength(8));

  it.each(sessions)('prints what it shows: %s', async (text) => {
    const commands = [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
    const lines = commands.map((command) => `echo ${quoted(`$ ${command}`)}; ${command}`);
    const { stdout } = await home.bash(`distillable() { $distillable "$@"; }\n${lines.join('\n')}`);
    expect(stdout).toBe(text);
  });
});

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Where the files of the project can be read without it. */
const published = 'https://github.com/distillable/distillable/';
const root = new URL('../../', import.meta.url);

async function linksOf(file: string): Promise<readonly string[]> {
  const text = await readFile(new URL(file, root), 'utf8');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

describe('links', async () => {
  const packages = await readdir(new URL('packages/', root));
  const readmes = packages.map((name) => `packages/${name}/README.md`);
  const docs = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
  const pages = ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`)];

  it.each(readmes)('of %s lead out of the package, to files that are there', async (file) => {
    for (const link of await linksOf(file)) {
      expect(link).toMatch(/^(?:https:\/\/|#)/);
      const [, path] = link.startsWith(published)
        ? (/^(?:blob|tree)\/main\/([^#]+)/.exec(link.slice(published.length)) ?? [])
        : [];
      if (path !== undefined) await expect(access(new URL(path, root)), link).resolves.toBeUndefined();
    }
  });

  it.each(pages)('of %s lead to files that are there', async (file) => {
    for (const link of await linksOf(file)) {
      if (/^(?:https?:|#)/.test(link)) continue;
      const target = new URL(link.replace(/#.*$/, ''), new URL(file, root));
      await expect(access(target), link).resolves.toBeUndefined();
    }
  });

  it.each(['CONTRIBUTING.md', 'docs/architecture.md'])(
    'and names of sources in %s lead to files that are there',
    async (page) => {
      const folders = [...packages.map((name) => `packages/${name}/src`), 'scripts'];
      const files = await Promise.all(
        folders.map(async (folder) =>
          (await readdir(new URL(folder, root), { recursive: true })).map((file) => `/${folder}/${file}`),
        ),
      );
      const text = await readFile(new URL(page, root), 'utf8');
      const named = text.match(/(?<![\w./-])[\w-][\w./-]*\.(?:tsx?|mjs)\b/g) ?? [];
      expect(named).not.toHaveLength(0);
      const isMissing = (name: string): boolean => !files.flat().some((file) => file.endsWith(`/${name}`));
      expect(named.filter(isMissing)).toEqual([]);
    },
  );
});
