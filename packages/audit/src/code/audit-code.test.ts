import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { toSarif } from '../sarif.js';
import { auditCode } from './audit-code.js';

let folder: string;
const snapshot = catalogSnapshot([
  catalogModel('open/a'),
  catalogModel('closed/b', { permission: 'not-distillable' }),
]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-code-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src', 'a.ts'), 'x({ model: "open/a" }); y("closed/b");\n');
  await writeFile(join(folder, 'src', 'b.py'), '# distillable-ignore: a judge\ny("closed/b")\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('auditCode', () => {
  it('judges every model that the sources name, with names of files relative to a directory', async () => {
    const options = { snapshot, cwd: folder, now: () => Date.parse('2026-11-27T00:00:00Z') };
    const report = await auditCode(['src', '.'], options);
    expect(report.generatedAt).toBe('2026-11-27T00:00:00.000Z');
    expect(report.totals).toMatchObject({ files: 2, allowed: 1, suppressed: 1 });
    expect(report.occurrences.map(({ file, rule, model }) => [file, rule, model])).toEqual([
      ['src/a.ts', null, 'open/a'],
      ['src/a.ts', 'not-distillable', 'closed/b'],
      ['src/b.py', 'not-distillable', 'closed/b'],
    ]);
    expect(JSON.stringify(toSarif(report).runs)).toContain('"uri":"src/a.ts"');
  });

  it.each([
    ['missing', 'there is no such file or directory'],
    ['src/a.ts', 'code is read from directories'],
  ])('rejects the directory %j with a code', async (path, reason) => {
    const failing = auditCode([path], { snapshot, cwd: folder });
    await expect(failing).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', details: { path } });
    await expect(failing).rejects.toThrow(reason);
  });
});
