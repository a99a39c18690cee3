import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

const page = '../../docs/audit-walks.md';
const root = fileURLToPath(new URL('../../', import.meta.url));

let home: Home;

beforeAll(async () => {
  home = await createHome();
  await cp(join(root, 'examples/audit'), join(home.path, 'examples/audit'), { recursive: true });
  const rows = await readFile(join(home.path, 'examples/audit/distilabel/train.jsonl'), 'utf8');
  // What the page does with jq.
  await writeFile(join(home.path, 'answers.jsonl'), rows.replaceAll(/"rating":\d,/g, ''));
});

afterAll(() => home.remove());

/** Lines about the lists, which differ from run to run. */
const aboutList = /^(?:catalog: |terms: |SAMPLE: |OpenRouter's labels).*\n/gm;

it('the walks through audits show what the commands print', async () => {
  let text = await readFile(join(root, 'docs/audit-walks.md'), 'utf8');
  const commands = [...text.matchAll(/^```console\n\$ distillable (.*)\n[\s\S]*?^```$/gm)];
  expect(commands).toHaveLength(7);
  const codes = [];
  for (const [block, command = ''] of commands) {
    const { code, stdout, stderr } = await home.run(command.split(' '));
    codes.push(code);
    const printed = `${stdout}${stderr.replaceAll(aboutList, '')}`;
    text = text.replace(block, () => `\`\`\`console\n$ distillable ${command}\n${printed}\`\`\``);
  }
  await expect(text).toMatchFileSnapshot(page);
  expect(codes).toEqual([1, 1, 1, 1, 1, 1, 0]);
});
