import {
  CatalogError,
  type CatalogErrorCode,
  type CatalogOptions,
  createCatalog,
} from '@distillable/catalog';
import { builtInCatalog, type Fault, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const elsewhere = 'http://127.0.0.1:9/api/v1/models?offset=1';
const onDistillable = { query: { distillable: 'true' } };
const onNotDistillable = { query: { distillable: 'false' } };
const unfiltered = { query: { distillable: null } };
const aDistillableSlug = [...builtInCatalog().distillable].find((slug) => !slug.includes(':')) ?? '';

interface FaultCase {
  readonly what: string;
  readonly faults: readonly Fault[];
  /** The error's code; null where the list is served all the same. */
  readonly code: CatalogErrorCode | null;
  /** Codes of the warnings, in order. */
  readonly warnings?: readonly CatalogErrorCode[];
  /** Requests that reach the server: 3 without a fault, each list up to twice with one retry. */
  readonly requests?: number;
  readonly options?: CatalogOptions;
}

const cases: readonly FaultCase[] = [
  { what: 'no fault', faults: [], code: null, requests: 3 },
  { what: '429 once', faults: [{ kind: 'status', status: 429, times: 1 }], code: null, requests: 4 },
  { what: '408 once', faults: [{ kind: 'status', status: 408, times: 1 }], code: null, requests: 4 },
  {
    what: '503 once, Retry-After: 0',
    faults: [{ kind: 'status', status: 503, headers: { 'retry-after': '0' }, times: 1 }],
    code: null,
    requests: 4,
  },
  {
    what: '503 with Retry-After beyond the ceiling',
    faults: [{ kind: 'status', status: 503, headers: { 'retry-after': '3600' }, ...onDistillable }],
    code: 'CATALOG_HTTP_STATUS',
    requests: 3,
  },
  {
    what: '500 each time',
    faults: [{ kind: 'status', status: 500, ...unfiltered }],
    code: 'CATALOG_HTTP_STATUS',
  },
  {
    what: '401',
    faults: [{ kind: 'status', status: 401, ...onDistillable }],
    code: 'CATALOG_HTTP_STATUS',
    requests: 3,
  },
  {
    what: '404',
    faults: [{ kind: 'status', status: 404, ...onDistillable }],
    code: 'CATALOG_HTTP_STATUS',
    requests: 3,
  },
  {
    what: '304 that was not asked for',
    faults: [{ kind: 'status', status: 304, ...onDistillable }],
    code: 'CATALOG_HTTP_STATUS',
  },
  {
    what: 'redirect to another host',
    faults: [{ kind: 'redirect', location: elsewhere, ...onDistillable }],
    code: 'CATALOG_HTTP_STATUS',
    requests: 3,
  },
  {
    what: 'no headers in time',
    faults: [{ kind: 'delay', milliseconds: 5_000, ...onDistillable }],
    code: 'CATALOG_TIMEOUT',
    options: { timeout: 200 },
  },
  {
    what: 'body stalls half-way',
    faults: [{ kind: 'stall', ...onDistillable }],
    code: 'CATALOG_TIMEOUT',
    options: { timeout: 200 },
  },
  { what: 'body cut half-way, once', faults: [{ kind: 'cut-body', times: 1 }], code: null, requests: 4 },
  {
    what: 'body cut half-way, always',
    faults: [{ kind: 'cut-body', ...onDistillable }],
    code: 'CATALOG_BODY_BROKEN',
  },
  {
    what: 'gzip without its end, once',
    faults: [{ kind: 'truncated-gzip', times: 1 }],
    code: null,
    requests: 4,
  },
  {
    what: 'gzip without its end, always',
    faults: [{ kind: 'truncated-gzip', ...onDistillable }],
    code: 'CATALOG_BODY_BROKEN',
  },
  { what: 'connection reset, once', faults: [{ kind: 'reset', times: 1 }], code: null, requests: 4 },
  {
    what: 'connection reset, always',
    faults: [{ kind: 'reset', ...onDistillable }],
    code: 'CATALOG_NETWORK',
  },
  {
    what: 'web page with status 200',
    faults: [{ kind: 'html', ...onDistillable }],
    code: 'CATALOG_NOT_JSON',
    requests: 3,
  },
  {
    what: 'JSON that ends half-way',
    faults: [{ kind: 'invalid-json', ...onDistillable }],
    code: 'CATALOG_NOT_JSON',
    requests: 3,
  },
  {
    what: 'JSON under another content type',
    faults: [{ kind: 'content-type', contentType: 'text/plain' }],
    code: null,
    requests: 3,
  },
  {
    what: 'body without end',
    faults: [{ kind: 'oversized-body', ...unfiltered }],
    code: 'CATALOG_TOO_LARGE',
    requests: 3,
    options: { maxBytes: 1_000_000 },
  },
  {
    what: 'error object with status 200',
    faults: [{ kind: 'status', status: 200, body: { error: { code: 500 } }, ...onDistillable }],
    code: 'CATALOG_SHAPE',
  },
  {
    what: 'filter ignored for true',
    faults: [{ kind: 'filter-ignored', ...onDistillable }],
    code: 'CATALOG_FILTER_IGNORED',
  },
  {
    what: 'filter ignored for false',
    faults: [{ kind: 'filter-ignored', ...onNotDistillable }],
    code: 'CATALOG_FILTER_IGNORED',
  },
  { what: 'filter ignored for both', faults: [{ kind: 'filter-ignored' }], code: 'CATALOG_FILTER_IGNORED' },
  {
    what: 'a row moved between two calls',
    faults: [{ kind: 'moving-list', slug: aDistillableSlug, times: 3 }],
    code: null,
    warnings: [],
    requests: 6,
  },
  {
    what: 'a row stays in both lists',
    faults: [{ kind: 'moving-list', slug: aDistillableSlug }],
    code: null,
    warnings: ['CATALOG_LISTS_OVERLAP'],
    requests: 6,
  },
  { what: 'no row at all', faults: [{ kind: 'empty-list' }], code: 'CATALOG_EMPTY' },
  { what: 'no distillable row', faults: [{ kind: 'empty-list', ...onDistillable }], code: 'CATALOG_EMPTY' },
  {
    what: 'the cross-check list is empty',
    faults: [{ kind: 'empty-list', ...onNotDistillable }],
    code: null,
    warnings: ['CATALOG_LISTS_INCOMPLETE'],
    requests: 6,
  },
  {
    what: 'total_count too large',
    faults: [{ kind: 'total-count', difference: 1, ...unfiltered }],
    code: 'CATALOG_COUNT_MISMATCH',
  },
  {
    what: 'total_count too small',
    faults: [{ kind: 'total-count', difference: -1, ...onDistillable }],
    code: 'CATALOG_COUNT_MISMATCH',
  },
  {
    what: 'next page on another origin',
    faults: [{ kind: 'next-link', next: elsewhere, ...unfiltered }],
    code: 'CATALOG_PAGING',
    requests: 3,
  },
  {
    what: 'next page with credentials',
    faults: [{ kind: 'next-link', next: '//user:pass@127.0.0.1/api/v1/models', ...unfiltered }],
    code: 'CATALOG_PAGING',
  },
  {
    what: 'next page that is no URL',
    faults: [{ kind: 'next-link', next: 'http://[', ...unfiltered }],
    code: 'CATALOG_PAGING',
  },
  {
    what: 'pages in a loop',
    faults: [{ kind: 'next-link-loop', ...unfiltered }],
    code: 'CATALOG_PAGING',
    requests: 3,
  },
  { what: 'row without an id', faults: [{ kind: 'row-without-id', ...unfiltered }], code: 'CATALOG_SHAPE' },
  { what: 'the same row twice', faults: [{ kind: 'duplicate-row' }], code: null, requests: 3 },
  {
    what: 'one id with different rows',
    faults: [{ kind: 'conflicting-row', ...unfiltered }],
    code: 'CATALOG_DUPLICATE_ID',
  },
  {
    what: 'answer of before paging (data alone)',
    faults: [{ kind: 'legacy-response' }],
    code: null,
    requests: 3,
  },
];

describe('a catalog under faults', () => {
  let sandbox: Sandbox;
  const happened: string[][] = [];
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await sandbox.close();
    printTable(['fault', 'requests', 'outcome'], happened);
  });

  it.each(cases)('$what: $code', async ({ faults, code, warnings = [], requests, options, what }) => {
    sandbox.setFaults(faults);
    const before = sandbox.requests.length;
    const seen: CatalogError[] = [];
    const catalog = createCatalog({
      baseUrl: sandbox.url,
      retry: { retries: 1, minDelay: 1, maxDelay: 2 },
      onWarning: (warning) => seen.push(warning),
      ...options,
    });
    const outcome = await catalog.refresh().catch((error: unknown) => error);
    await catalog.close();
    const sent = sandbox.requests.length - before;
    happened.push([what, String(sent), describeOutcome(outcome, seen)]);

    if (code === null) {
      expect(outcome).not.toBeInstanceOf(Error);
      expect(await catalog.status()).toMatchObject({ freshness: 'fresh', lastError: null });
    } else {
      expect(outcome).toMatchObject({ code });
      expect(JSON.stringify(outcome)).not.toContain('sk-or-secret');
      expect(await catalog.status()).toMatchObject({ freshness: 'empty', digest: null });
    }
    expect(seen.map((warning) => warning.code)).toEqual(warnings);
    // Where one list fails, the others may be given up before they are sent.
    if (requests !== undefined && code === null) expect(sent).toBe(requests);
    if (requests !== undefined) expect(sent).toBeLessThanOrEqual(requests);
  });

  it('counts a row that stays in both lists as not distillable, and names it', async () => {
    sandbox.setFaults([{ kind: 'moving-list', slug: aDistillableSlug }]);
    const seen: CatalogError[] = [];
    const catalog = createCatalog({ baseUrl: sandbox.url, onWarning: (warning) => seen.push(warning) });
    const snapshot = await catalog.refresh();
    await catalog.close();
    expect(snapshot.resolve(aDistillableSlug).verdict).toBe('not-distillable');
    expect(seen[0]?.message).toContain(aDistillableSlug);
  });

  it('names the row that has no id', async () => {
    sandbox.setFaults([{ kind: 'row-without-id' }]);
    const catalog = createCatalog({ baseUrl: sandbox.url });
    await expect(catalog.refresh()).rejects.toMatchObject({ details: { path: '/data/0/id' } });
    await catalog.close();
  });

  it('says where no server listens', async () => {
    const catalog = createCatalog({ baseUrl: 'http://127.0.0.1:9/api/v1', retry: { retries: 0 } });
    const outcome = await catalog.snapshot().catch((error: unknown) => error);
    await catalog.close();
    expect(outcome).toMatchObject({ code: 'CATALOG_UNAVAILABLE', cause: { code: 'CATALOG_NETWORK' } });
    expect(String(outcome)).toContain('127.0.0.1:9');
  });
});

function describeOutcome(outcome: unknown, warnings: readonly CatalogError[]): string {
  if (outcome instanceof CatalogError) return outcome.code;
  return ['served', ...warnings.map((warning) => `warning ${warning.code}`)].join(', ');
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd();
  console.log([line(head), ...rows.map(line)].join('\n'));
}
