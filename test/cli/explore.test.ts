import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSnapshot, parseTerms } from '@distillable/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
beforeAll(async () => {
  home = await createHome();
});
afterAll(() => home.remove());

describe('distillable explore', () => {
  it('serves the page and its data until it is interrupted', async () => {
    const child = home.start(['explore', '--sandbox', '--port', '0', '--json', '--quiet']);
    const [line] = await once(child.stdout ?? child, 'data');
    const { url } = JSON.parse(String(line));
    const page = await (await fetch(url)).text();
    const data = JSON.parse(await (await fetch(`${url}data.json`)).text());
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(page).toContain('<script src="page.js" defer></script>');
    expect(parseSnapshot(data.snapshot).size).toBeGreaterThan(100);
    expect(parseTerms(data.terms).entries.length).toBeGreaterThan(50);
  });

  it('exports the page with a dated list, by addresses that are relative', async () => {
    const run = await home.run(['explore', '--sandbox', '--quiet', '--export', 'out/models']);
    expect(run).toMatchObject({ code: 0, stdout: 'out/models\n' });
    const folder = join(home.path, 'out/models');
    expect((await readdir(folder)).sort()).toEqual([
      ...['THIRD-PARTY-NOTICES', 'data.json', 'index.html', 'page.js', 'style.css'],
    ]);
    const { snapshot } = JSON.parse(await readFile(join(folder, 'data.json'), 'utf8'));
    expect(Date.now() - parseSnapshot(snapshot).retrievedAt.getTime()).toBeLessThan(60_000);
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="(?:\/|https?:)/);
  });

  it.each([
    [['--export', 'x', '--port', '0'], /--port has no use with it/],
    [['--port', '70000'], /port/],
  ])('rejects flags that make no sense: %j', async (flags, message) => {
    const run = await home.run(['explore', '--sandbox', ...flags]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
  });

  it('says that a port is taken, and that a folder cannot be written', async () => {
    const child = home.start(['explore', '--sandbox', '--port', '0', '--quiet']);
    const [line] = await once(child.stdout ?? child, 'data');
    const second = await home.run(['explore', '--sandbox', '--port', new URL(String(line)).port]);
    child.kill('SIGINT');
    expect(second).toMatchObject({ code: 2 });
    expect(second.stderr).toMatch(/EADDRINUSE\. Choose another --port/);
    const unwritable = await home.run(['explore', '--sandbox', '--export', '/dev/null/x']);
    expect(unwritable).toMatchObject({ code: 2 });
    expect(unwritable.stderr).toMatch(/Cannot write \/dev\/null\/x/);
  });
});
