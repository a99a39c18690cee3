import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mixedReport } from '../html/__fixtures__/audit-reports.js';
import { openEvidence } from './open-evidence.js';
import { verifyEvidence } from './verify-evidence.js';

let folder: string;
let keys: { readonly key: string; readonly pub: string; readonly other: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-evidence-'));
  const write = async (name: string, pem: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), pem);
    return join(folder, name);
  };
  const pair = generateKeyPairSync('ed25519');
  keys = {
    key: await write('key.pem', pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    pub: await write('pub.pem', pair.publicKey.export({ type: 'spki', format: 'pem' })),
    other: await write(
      'other.pem',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
    ),
  };
  const evidence = await openEvidence(join(folder, 'signed'), { key: keys.key });
  await evidence.write(mixedReport, []);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Changes bytes of a file as latin1, so that nothing but what is replaced changes. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'latin1');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(path, changed, 'latin1');
}

const statement = 'statement.dsse.json';
const editPayload = (change: (text: string) => string) => (at: string) =>
  edit(join(at, statement), (text) => {
    const envelope = JSON.parse(text);
    envelope.payload = Buffer.from(change(Buffer.from(envelope.payload, 'base64').toString())).toString(
      'base64',
    );
    return `${JSON.stringify(envelope, null, 2)}\n`;
  });

const tampering: readonly (readonly [
  what: string,
  tamper: (at: string) => Promise<unknown>,
  found: readonly string[],
])[] = [
  ['nothing', async () => {}, []],
  [
    'a verdict',
    (at) => edit(join(at, 'audit.json'), (text) => text.replace('not-distillable', 'distillable')),
    ['CHANGED audit.json'],
  ],
  [
    'one bit',
    (at) => edit(join(at, 'report.html'), (text) => text.replace('d', 'e')),
    ['CHANGED report.html'],
  ],
  [
    'line endings',
    (at) => edit(join(at, 'croissant.json'), (text) => text.replaceAll('\n', '\r\n')),
    ['CHANGED croissant.json'],
  ],
  ['a space at the end', (at) => edit(join(at, 'README.md'), (text) => `${text} `), ['CHANGED README.md']],
  [
    'a renamed file',
    (at) => rename(join(at, 'dataset.spdx.json'), join(at, 'sbom.json')),
    ['REMOVED dataset.spdx.json', 'ADDED sbom.json'],
  ],
  [
    'two files that changed places',
    async (at) => {
      await rename(join(at, 'dataset.spdx.json'), join(at, 'x'));
      await rename(join(at, 'dataset.cdx.json'), join(at, 'dataset.spdx.json'));
      await rename(join(at, 'x'), join(at, 'dataset.cdx.json'));
    },
    ['CHANGED dataset.spdx.json', 'CHANGED dataset.cdx.json'],
  ],
  ['an added file', (at) => writeFile(join(at, 'approval.pdf'), ''), ['ADDED approval.pdf']],
  [
    'an added file in an added folder',
    async (at) => {
      await mkdir(join(at, 'more/of'), { recursive: true });
      await writeFile(join(at, 'more/of/it'), '');
    },
    ['ADDED more/of/it'],
  ],
  ['an added folder', (at) => mkdir(join(at, 'empty')), ['ADDED empty']],
  ['a hidden file', (at) => writeFile(join(at, '.hidden'), ''), ['ADDED .hidden']],
  ['a removed file', (at) => rm(join(at, 'california-ab-2013.md')), ['REMOVED california-ab-2013.md']],
  ['a removed statement', (at) => rm(join(at, statement)), [`NOT_SIGNED ${statement}`]],
  [
    'a link with the same content',
    async (at) => {
      await rename(join(at, 'audit.json'), join(at, '..', 'elsewhere.json'));
      await symlink(join(at, '..', 'elsewhere.json'), join(at, 'audit.json'));
    },
    ['NOT_A_FILE audit.json'],
  ],
  [
    'a link to the statement',
    async (at) => {
      await rename(join(at, statement), join(at, '..', 'elsewhere.dsse.json'));
      await symlink(join(at, '..', 'elsewhere.dsse.json'), join(at, statement));
    },
    [`NOT_SIGNED ${statement}`],
  ],
  [
    "a subject's digest",
    editPayload((text) => text.replace(/"sha256":"./, '"sha256":"x')),
    [`SIGNATURE_INVALID ${statement}`],
  ],
  [
    'a row count of the statement',
    editPayload((text) => text.replace('"corrupt":', '"corrupt":1')),
    [`SIGNATURE_INVALID ${statement}`],
  ],
  [
    'the signature',
    (at) =>
      edit(join(at, statement), (text) =>
        text.replace(/"sig": "./, (found) => `${found.slice(0, -1)}${found.endsWith('A') ? 'B' : 'A'}`),
      ),
    [`SIGNATURE_INVALID ${statement}`],
  ],
  [
    'an unsigned word in the envelope',
    (at) => edit(join(at, statement), (text) => text.replace('{', '{ "approved": true,')),
    [`STATEMENT_INVALID ${statement}`],
  ],
  [
    'a second payload in the envelope',
    (at) => edit(join(at, statement), (text) => text.replace('{', '{ "payload": "e30=",')),
    [`STATEMENT_INVALID ${statement}`],
  ],
  [
    'the type of the payload',
    (at) => edit(join(at, statement), (text) => text.replace('in-toto+json', 'in-toto+jsox')),
    [`STATEMENT_INVALID ${statement}`],
  ],
  [
    'an envelope that is not JSON',
    (at) => writeFile(join(at, statement), 'signed'),
    [`STATEMENT_INVALID ${statement}`],
  ],
];

describe('verifyEvidence', () => {
  it.each(tampering)('finds %s', async (_what, tamper, found) => {
    const parent = await mkdtemp(join(folder, 'tampered-'));
    const directory = join(parent, 'signed');
    await cp(join(folder, 'signed'), directory, { recursive: true });
    await tamper(directory);
    const { problems } = await verifyEvidence(directory, { key: keys.pub });
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(found);
  });

  it('finds that another key signed, also where the envelope claims the given one', async () => {
    const directory = join(folder, 'signed');
    const one = await verifyEvidence(directory, { key: keys.other });
    expect(one.problems).toMatchObject([{ code: 'OTHER_KEY', path: statement }]);
    const { keyId } = await verifyEvidence(directory, { key: keys.pub });
    const forged = join(folder, 'forged');
    await cp(directory, forged, { recursive: true });
    await edit(join(forged, statement), (text) => text.replace(keyId, one.keyId));
    const { problems } = await verifyEvidence(forged, { key: keys.other });
    expect(problems).toMatchObject([{ code: 'SIGNATURE_INVALID', path: statement }]);
  });

  it('rejects what is not a public key or not a folder', async () => {
    await writeFile(join(folder, 'text.pem'), 'secret text');
    const read = verifyEvidence(join(folder, 'signed'), { key: join(folder, 'text.pem') });
    await expect(read).rejects.toThrow(/text\.pem: it is not an Ed25519 public key in PEM/);
    await expect(verifyEvidence(join(folder, 'key.pem'), { key: keys.pub })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
    await expect(verifyEvidence(join(folder, 'missing'), { key: keys.pub })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
    });
  });
});

describe('openEvidence', () => {
  it('writes nothing where something is already, and leaves nothing behind', async () => {
    const before = await readdir(folder);
    await expect(openEvidence(join(folder, 'signed'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    await mkdir(join(folder, 'filled-later'));
    const evidence = await openEvidence(join(folder, 'filled-later'));
    await writeFile(join(folder, 'filled-later', 'mine'), '');
    await expect(evidence.write(mixedReport, [])).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(await readdir(join(folder, 'filled-later'))).toEqual(['mine']);
    expect((await readdir(folder)).toSorted()).toEqual([...before, 'filled-later'].toSorted());
  });

  it('writes into an empty folder, the same for the same report', async () => {
    await mkdir(join(folder, 'again'));
    const evidence = await openEvidence(join(folder, 'again'), { key: keys.key });
    for (const path of await evidence.write(mixedReport, []))
      expect(await readFile(join(folder, 'again', path), 'utf8')).toBe(
        await readFile(join(folder, 'signed', path), 'utf8'),
      );
  });

  it('never writes the key, nor quotes a file that is not a key', async () => {
    const secret = (await readFile(keys.key, 'utf8')).split('\n')[1] ?? '';
    for (const name of await readdir(join(folder, 'signed')))
      expect(await readFile(join(folder, 'signed', name), 'utf8')).not.toContain(secret);
    await writeFile(
      join(folder, 'broken.pem'),
      `-----BEGIN PRIVATE KEY-----\n${secret.slice(1)}\n-----END PRIVATE KEY-----`,
    );
    const error: unknown = await openEvidence(join(folder, 'new'), { key: join(folder, 'broken.pem') }).catch(
      (each: unknown) => each,
    );
    expect(error).toMatchObject({ code: 'INPUT_UNREADABLE', details: { path: join(folder, 'broken.pem') } });
    expect(JSON.stringify([String(error), Object(error).cause])).not.toContain(secret.slice(1));
  });

  it('rejects a key that is not Ed25519', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(join(folder, 'ec.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(openEvidence(join(folder, 'new'), { key: join(folder, 'ec.pem') })).rejects.toThrow(
      /not an Ed25519 private key/,
    );
  });
});
