import { snapshotFromModels } from '@distillable/catalog/light';
import { auditWithJs } from '../../../packages/cli/src/audit/audit-with-js.js';
import {
  type CatalogsInForce,
  catalogsByTime,
  onlyCatalog,
} from '../../../packages/cli/src/audit/catalogs-in-force.js';
import { auditJsonl } from '../../../packages/cli/src/audit/duckdb/audit-jsonl.js';
import { auditWithDuckdb } from '../../../packages/cli/src/audit/duckdb/audit-with-duckdb.js';
import { withDuckdb } from '../../../packages/cli/src/audit/duckdb/open-duckdb.js';
import type {
  AuditInput,
  AuditReport,
  AuditSettings,
  FileFindings,
} from '../../../packages/cli/src/audit/engine.js';
import { createJudge } from '../../../packages/cli/src/audit/judge-model.js';

const now = Date.parse('2026-11-24T00:00:00Z');

/** The author `open` allows, `closed` does not; `turned` does since the day that is given. */
function catalogOf(retrievedAt: string, turned = false): ReturnType<typeof snapshotFromModels> {
  const model = (slug: string, isDistillable: boolean) => ({
    slug,
    canonicalSlug: `${slug}-20260101`,
    name: slug,
    kind: 'model' as const,
    permission: isDistillable ? ('distillable' as const) : ('not-distillable' as const),
    aliasTarget: null,
    created: null,
    contextLength: null,
    promptPrice: null,
    completionPrice: null,
    inputModalities: ['text'],
    outputModalities: ['text'],
    supportedParameters: [],
    expirationDate: null,
    huggingFaceId: null,
  });
  return snapshotFromModels({
    models: [model('open/a', true), model('closed/b', false), model('turned/c', turned)],
    retrievedAt: new Date(retrievedAt),
    source: { url: 'https://openrouter.test/api/v1', sample: null },
  });
}

/** One catalog for all rows. */
const today: CatalogsInForce = onlyCatalog(catalogOf('2026-11-23T12:00:00Z'));

/** Three, each in force from the middle of a day. */
export const archive: CatalogsInForce = catalogsByTime([
  catalogOf('2026-03-10T12:34:56.789Z'),
  catalogOf('2026-06-01T00:00:00Z', true),
  catalogOf('2026-09-20T23:59:59.999Z'),
]);

/** Settings without a ledger or outputs, but for `changes`. */
export function settingsOf(changes: Partial<AuditSettings> = {}): AuditSettings {
  const { catalogs = today } = changes;
  return {
    fields: {},
    catalogs,
    judge: createJudge(catalogs, {}, now),
    ledger: null,
    split: { out: null, rejects: null },
    version: '0.0.0',
    io: {
      now: () => now,
      stdin: () => {
        throw new Error('Nothing is read from stdin here.');
      },
    },
    onProgress: () => {},
    ...changes,
  };
}

/** What both engines report, without the engine's name. */
export async function auditBoth(
  paths: readonly string[],
  settings: AuditSettings = settingsOf(),
): Promise<{ readonly js: Omit<AuditReport, 'engine'>; readonly duckdb: Omit<AuditReport, 'engine'> }> {
  const inputs = paths.map((path): AuditInput => ({ path, format: null }));
  const { engine: _, ...js } = await auditWithJs(inputs, settings);
  const { engine: __, ...duckdb } = await auditWithDuckdb(inputs, settings);
  return { js, duckdb };
}

/** What SQL alone finds in a JSONL file; null where it leaves it to the other engine. */
export async function countBySql(
  path: string,
  settings: AuditSettings = settingsOf(),
  headBytes?: number,
): Promise<FileFindings | null> {
  return withDuckdb('A test', (connection) =>
    auditJsonl(connection, { path, format: null }, settings, headBytes),
  );
}
