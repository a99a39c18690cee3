import { describe, expect, it } from 'vitest';
import { type SarifFinding, type SarifTool, sarifLog } from './sarif-log.js';

const tool: SarifTool = {
  version: '1.2.3',
  rules: [
    { id: 'unknown', summary: 'Not known.', help: 'Look it up.', level: 'warning' },
    { id: 'closed', summary: 'Closed.', help: 'Use another.', level: 'error' },
  ],
};

function finding(fields: Partial<SarifFinding> = {}): SarifFinding {
  const place = { file: 'src/a.ts', line: 3, column: 5, endColumn: 9 };
  return { rule: 'closed', message: 'No.', place, identity: 'a/b', ...fields };
}

function resultsOf(...findings: readonly SarifFinding[]): readonly unknown[] {
  const [run] = sarifLog(findings, tool).runs;
  return typeof run === 'object' && run !== null && 'results' in run && Array.isArray(run.results)
    ? run.results
    : [];
}

function fingerprintsOf(...findings: readonly SarifFinding[]): readonly string[] {
  return resultsOf(...findings).map(
    (result) => JSON.stringify(result).match(/"([0-9a-f]{32}:\d+)"/)?.[1] ?? '',
  );
}

describe('sarifLog', () => {
  it('writes one run of SARIF 2.1.0 with every rule, whether it occurs or not', () => {
    expect(sarifLog([finding()], { ...tool, properties: { digest: 'x' } })).toEqual({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'distillable',
              version: '1.2.3',
              rules: [
                {
                  id: 'unknown',
                  shortDescription: { text: 'Not known.' },
                  help: { text: 'Look it up.' },
                  defaultConfiguration: { level: 'warning' },
                },
                {
                  id: 'closed',
                  shortDescription: { text: 'Closed.' },
                  help: { text: 'Use another.' },
                  defaultConfiguration: { level: 'error' },
                },
              ],
            },
          },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'closed',
              ruleIndex: 1,
              level: 'error',
              message: { text: 'No.' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
                  },
                },
              ],
              partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/) },
            },
          ],
          properties: { digest: 'x' },
        },
      ],
    });
  });

  it.each([
    ['a b/ü#?.ts', { uri: 'a%20b/%C3%BC%23%3F.ts', uriBaseId: '%SRCROOT%' }],
    ['./a.ts', { uri: 'a.ts', uriBaseId: '%SRCROOT%' }],
    ['a:b.ts', { uri: 'a%3Ab.ts', uriBaseId: '%SRCROOT%' }],
    ['\ud800.ts', { uri: '%EF%BF%BD.ts', uriBaseId: '%SRCROOT%' }],
    ['/data/a b.jsonl', { uri: 'file:///data/a%20b.jsonl' }],
  ])('names the file %j', (file, artifactLocation) => {
    expect(resultsOf(finding({ place: { file, line: 1 } }))).toEqual([
      expect.objectContaining({
        locations: [{ physicalLocation: { artifactLocation, region: { startLine: 1 } } }],
      }),
    ]);
  });

  it('has no location where there is no file', () => {
    expect(resultsOf(finding({ place: null }))).toEqual([expect.objectContaining({ locations: [] })]);
  });

  it('lets a finding have a level of its own', () => {
    expect(resultsOf(finding({ level: 'note' }))).toEqual([expect.objectContaining({ level: 'note' })]);
  });

  it('keeps a fingerprint when lines move, and tells apart files, rules, names and repetitions', () => {
    const before = fingerprintsOf(finding());
    expect(fingerprintsOf(finding({ place: { file: 'src/a.ts', line: 99 } }))).toEqual(before);
    const others = fingerprintsOf(
      finding(),
      finding(),
      finding({ identity: 'a/c' }),
      finding({ rule: 'unknown' }),
      finding({ place: { file: 'src/b.ts', line: 3 } }),
    );
    expect(others[0]).toBe(before[0]);
    expect(new Set(others).size).toBe(5);
  });

  it('refuses a rule that the tool does not have', () => {
    expect(() => sarifLog([finding({ rule: 'other' })], tool)).toThrow(TypeError);
  });
});
