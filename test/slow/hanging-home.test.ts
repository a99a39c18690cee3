import { accessSync, constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

/** Mounting takes root's rights, and a kernel with FUSE. */
function mayMount(): boolean {
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe.runIf(mayMount())('a home on a file system that never responds', () => {
  it.each([
    ['list --format slugs', 0],
    ['check qwen/qwen3-coder', 0],
    ['list --offline', 3],
    ['cache clear', 2],
  ])('does not keep `%s` from ending with %i, with a warning', async (line, code) => {
    await mkdir(join(home.path, 'dead'), { recursive: true });
    // No process serves the file system: not even its start is acknowledged.
    const script = `exec 3<>/dev/fuse
mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead dead || exit 99
HOME="$PWD/dead" DISTILLABLE_CACHE_DIR= timeout -s KILL 15 $distillable ${line} 3<&-
code=$?
umount -l dead
exit $code`;
    const outcome = await home.bash(script, { OPENROUTER_BASE_URL: sandbox.url });
    expect(outcome).toMatchObject({ code, stderr: expect.stringMatching(/dead\S* does not respond/) });
  });
});
