import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readCatalogFiles, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Real lists lie in a folder beside the project on the machines of those who keep it. They are not ours to publish.
const data = (name: string) => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const june = data('models-2026-06-19.json');
const august = data('models-2026-08-22.json');
const permissions = data('distillable-2026-09-02.json');
const command = fileURLToPath(
  new URL('bin/distillable.cjs', import.meta.resolve('distillable/package.json')),
);

const missing = [june, august, permissions].filter((file) => !existsSync(file));
const hasJq = spawnSync('jq', ['--version']).status === 0;
const reason = missing.length > 0 ? `without ${missing.join(', ')}` : hasJq ? '' : 'without jq';
if (reason !== '') console.log(`real lists: skipped ${reason}`);

/** What the two files say, in jq alone: a row, or what it stands for, is allowed by its own label or its batch base's. */
const allowedInJq = `
  $permissions[0].distillable as $labels
  | ([.data[].id] | map({ (.): true }) | add) as $rows
  | def allowed($id): $rows[$id] and (if $labels | has($id) then $labels[$id]
      elif $id | endswith(":batch") then $labels[$id | rtrimstr(":batch")] // false else false end);
  .data[]
  | if .alias_target then select(allowed(.alias_target.slug))
    elif .architecture.tokenizer == "Router" then empty
    else select(allowed(.id)) end
  | .id`;

async function jq(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('jq', args, { maxBuffer: 1e8 });
  return stdout;
}

describe.skipIf(reason !== '')('with real lists', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'distillable-real-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function distillable(list: string, ...args: string[]): Promise<string> {
    const sandbox = await startSandbox({
      catalog: await readCatalogFiles({ catalog: list, distillable: permissions }),
    });
    try {
      const environment = { ...process.env, DISTILLABLE_CACHE_DIR: join(directory, list.slice(-15)) };
      const argv = [command, ...args, '--base-url', sandbox.url];
      return (await promisify(execFile)(process.execPath, argv, { env: environment, maxBuffer: 1e8 })).stdout;
    } finally {
      await sandbox.close();
    }
  }

  it.each([
    ['June', june],
    ['August', august],
  ])('lists the slugs of %s that jq finds in the same two files', async (_month, list) => {
    const expected = await jq('-r', '--slurpfile', 'permissions', permissions, allowedInJq, list);
    const listed = await distillable(list, 'list', '--format', 'slugs');
    expect(listed.split('\n').sort()).toEqual(expected.split('\n').sort());
    expect(listed.split('\n').length).toBeGreaterThan(90);
  });

  it('names what appeared, vanished or moved its alias between June and August, as jq does', async () => {
    const files = { old: join(directory, 'june.json'), new: join(directory, 'august.json') };
    await distillable(june, 'snapshot', 'export', '--out', files.old);
    await distillable(august, 'snapshot', 'export', '--out', files.new);
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[command, 'snapshot', 'diff', files.old, files.new, '--json'],
    ]);
    const diff = JSON.parse(stdout);
    const expected = JSON.parse(
      await jq(
        '-n',
        '--slurpfile',
        'old',
        june,
        '--slurpfile',
        'new',
        august,
        `($old[0].data | map({ (.id): . }) | add) as $before | ($new[0].data | map({ (.id): . }) | add) as $after
         | { appeared: (($after | keys) - ($before | keys)),
             vanished: (($before | keys) - ($after | keys)),
             aliasMoved: [$before | keys[] as $id | select($after | has($id))
               | { slug: $id, from: $before[$id].alias_target.slug, to: $after[$id].alias_target.slug }
               | select(.from != .to)] }`,
      ),
    );
    const slugs = (rows: { slug: string }[]) => rows.map((row) => row.slug).sort();
    expect(slugs(diff.appeared)).toEqual(expected.appeared.sort());
    expect(slugs(diff.vanished)).toEqual(expected.vanished.sort());
    expect(diff.aliasMoved).toEqual(expected.aliasMoved);
    console.log(
      `June to August: ${diff.appeared.length} appeared, ${diff.vanished.length} vanished, ` +
        `${diff.aliasMoved.length} aliases moved, ${diff.gained.length} gained, ${diff.lost.length} lost the permission`,
    );
  });

  it('has the digest that anybody can recompute from an exported snapshot', async () => {
    const file = join(directory, 'exported.json');
    await distillable(august, 'snapshot', 'export', '--out', file);
    const recompute = `jq -cj '.models | [map(.slug), map(.canonicalSlug), map(.kind), map(.permission), map(.aliasTarget)]' "$0" | sha256sum`;
    const { stdout } = await promisify(execFile)('sh', ['-c', recompute, file]);
    expect(`sha256:${stdout.split(' ')[0]}`).toBe(JSON.parse(await jq('.digest', file)));
  });
});
