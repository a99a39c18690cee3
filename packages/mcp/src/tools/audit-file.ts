import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type AuditReport, audit, countOf } from '@distillable/audit';
import type { CatalogSnapshot } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { ServerError } from '../errors.js';
import { type Finding, respond, type ServerContext } from '../respond.js';

const file = z.strictObject({
  path: z.string().max(4_096).describe('Absolute, or relative to an allowed directory'),
  modelFields: z
    .array(z.string().max(200))
    .max(20)
    .optional()
    .describe('Further places that name models: `meta.by`, `samples[].llm`'),
});

/** Clients wait a minute for a result by default. */
const maxMs = 50_000;

/** `audit_file` */
export function defineAuditFile(server: McpServer, context: ServerContext): void {
  const {
    roots,
    policy: { policy },
  } = context;
  server.registerTool(
    'audit_file',
    {
      title: 'Audit a dataset',
      description: `Judges every row of a dataset (JSONL, JSON, CSV, TSV, Parquet; gzip, zstd) by the models that it names: may their text be used to train other models? Call it before a dataset is used for training, or when the user asks where its rows come from. A row is as good as its worst name; what is not proven is not distillable. Only files in ${roots.join(', ')} are read, for ${maxMs / 1_000} seconds at most: beyond that, the user can run \`distillable audit\`.`,
      inputSchema: file,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ path, modelFields }, { signal }) =>
      respond(context, async (snapshots) => {
        const real = await findInRoots(path, roots);
        return describe(
          await auditWithin(real, { snapshots, policy, modelFields, signal, now: context.now }),
        );
      }),
  );
}

/**
 * The real paths of the directories whose files may be read.
 *
 * @throws ServerError `USAGE` where one is not a directory
 */
export async function openRoots(paths: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    paths.map(async (path) => {
      const real = await realpath(path).catch(() => null);
      if (real !== null && (await stat(real)).isDirectory()) return real;
      throw new ServerError('USAGE', `--root ${path}: there is no such directory.`);
    }),
  );
}

/**
 * The real path of a file below one of the roots. What lies elsewhere, whether by `..` or by a link, is rejected like what
 * does not exist: nothing is said about files outside.
 *
 * @param path absolute, or relative to a root
 * @param roots as {@link openRoots} returns them
 * @throws ServerError `FILE_NOT_ALLOWED`
 */
async function findInRoots(path: string, roots: readonly string[]): Promise<string> {
  for (const root of roots) {
    const real = await realpath(resolve(root, path)).catch(() => null);
    if (real === null || !roots.some((each) => isBelow(real, each))) continue;
    const facts = await stat(real).catch(() => null);
    // A pipe would wait for its writer.
    if (facts?.isFile() === true) return real;
  }
  const message = `There is no such file in the allowed directories: ${roots.join(', ')}`;
  throw new ServerError('FILE_NOT_ALLOWED', message);
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

interface AuditOrder {
  readonly snapshots: CatalogSnapshot;
  readonly policy: Policy;
  readonly modelFields: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** @throws ServerError `AUDIT_STOPPED`, AuditError */
async function auditWithin(path: string, order: AuditOrder): Promise<AuditReport> {
  const { snapshots, policy, modelFields, signal, now } = order;
  const end = now() + maxMs;
  return audit([path], {
    snapshots,
    policy,
    modelFields,
    now,
    // Beside the file there may be links to elsewhere.
    descriptions: 'skip',
    // What `onProgress` throws ends an audit by one thread.
    threads: 1,
    maxPlaces: 5,
    onProgress() {
      if (!signal.aborted && now() <= end) return;
      const reason = signal.aborted ? 'it was cancelled' : `it would take more than ${maxMs / 1_000} seconds`;
      throw new ServerError('AUDIT_STOPPED', `The audit was stopped: ${reason}.`);
    },
  });
}

const maxListed = 50;

function describe(report: AuditReport): Finding {
  const { files, totals, models, differences, corrupt, terms } = report;
  const { verdicts } = totals;
  const counts = Object.entries(verdicts).map(([verdict, rows]) => `${rows} ${verdict}`);
  const listed = models.slice(0, maxListed).map(({ places, ...model }) => ({
    ...model,
    places: places.slice(0, 5),
  }));
  const { advice = null } = files[0] ?? {};
  const lines = [
    `${countOf(totals.rows, 'row')}: ${counts.join(', ')}; ${totals.corrupt} can't be read.`,
    ...listed.map(
      ({ model, verdict, rows, code }) =>
        `${model ?? '(no model)'}: ${verdict}, ${countOf(rows, 'row')}, ${code}`,
    ),
    ...(models.length > listed.length ? [`… and ${models.length - listed.length} more names`] : []),
    ...(advice === null ? [] : [advice]),
  ];
  const facts = {
    files,
    totals,
    models: listed,
    modelCount: models.length,
    differences: differences.slice(0, maxListed),
    corrupt,
    terms: {
      table: terms.table,
      duties: terms.duties.slice(0, maxListed),
      conflicts: terms.conflicts.slice(0, maxListed),
    },
  };
  return { lines, facts };
}
