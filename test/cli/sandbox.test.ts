import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

beforeAll(async () => {
  home = await createHome();
});

afterAll(() => home.remove());

/** Starts `distillable sandbox`, and gives its base URL once it is printed. */
async function start(args: readonly string[]) {
  const child = home.start(['sandbox', ...args]);
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  if (child.stdout === null) throw new Error('no stdout');
  const [url]: string[] = await once(createInterface(child.stdout), 'line');
  return { child, url: url ?? '', stderr: () => stderr };
}

describe('distillable sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, then ends with 0', async (signal) => {
    const { child, url, stderr } = await start([]);
    const listed = await home.run(['list'], { OPENROUTER_BASE_URL: url });
    // A client that keeps its connection open must not keep the server from ending.
    await (await fetch(`${url}/models`)).text();
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(listed.code).toBe(0);
    expect(listed.stderr).toMatch(/SAMPLE: /);
    expect(code).toBe(0);
    expect(stderr()).toContain(`OPENROUTER_BASE_URL=${url} distillable list`);
    expect(stderr()).toMatch(/^SAMPLE: /m);
  });

  it('serves a saved list with the labels of a file', async () => {
    const rows = ['a/one', 'a/two', 'b/three'].map((id) => ({ id, name: id }));
    await writeFile(join(home.path, 'models.json'), JSON.stringify({ data: rows }));
    await writeFile(join(home.path, 'slugs.txt'), '# two of them\na/one\nb/three\n');
    const { child, url } = await start(['--catalog', 'models.json', '--distillable', 'slugs.txt']);
    const listed = await home.run(['list', '--format', 'slugs', '--base-url', url]);
    child.kill('SIGINT');
    await once(child, 'close');
    expect(listed.stdout).toBe('a/one\nb/three\n');
  });

  it('tells when its port is taken', async () => {
    const other = await startSandbox();
    const outcome = await home.run(['sandbox', '--port', new URL(other.url).port]);
    await other.close();
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/in use/);
  });
});
