import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
