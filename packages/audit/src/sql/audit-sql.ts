import { type CatalogSnapshot, checkOptions, knownSpellings } from '@distillable/catalog';
import { auditError } from '../audit-error.js';
import { type AuditOptions, checkAuditOptions, placesOf } from '../audit-options.js';
import { catalogsInForce } from '../catalogs.js';
import { createNameTest } from '../discover.js';
import { createJudge, type JudgeName } from '../judge.js';
import { isKnownBad } from '../judge-rows.js';
import { findSources } from '../read/find-sources.js';
import { isHubAddress } from '../read/hub/hub-files.js';
import { dialects, type SqlEngine, sqlEngines } from './dialect.js';
import { lineColumn, lookForSql } from './look.js';
import { readPlaces } from './read-places.js';
import { type SqlName, writeSql } from './write-sql.js';

/** Options of {@link auditSql}: those of {@link AuditOptions} that say how rows are judged. */
export interface AuditSqlOptions
  extends Pick<
    AuditOptions,
    | 'policy'
    | 'format'
    | 'modelFields'
    | 'ignoreFields'
    | 'ignoreRoles'
    | 'assumeModel'
    | 'names'
    | 'accept'
    | 'now'
  > {
  /** The model list that judges all rows. */
  readonly snapshot: CatalogSnapshot;
}

/**
 * Writes the audit of some files as SQL for an engine that has all of the data: the places of names that a first look at
 * these files finds, and the table of names with their verdicts. Values that the SQL can't read, and names that are not in
 * its table, make a row `unknown`, never distillable. So are rows that the audit calls corrupt.
 *
 * @param files Parquet, CSV, TSV or JSONL, as paths, globs or directories; a sample with all columns of the data is enough
 * @throws AuditError `INPUT_UNREADABLE`; `USAGE` where no SQL can read the places of these files
 * @throws TypeError on invalid options
 */
export async function auditSql(
  files: readonly string[],
  engine: SqlEngine,
  options: AuditSqlOptions,
): Promise<string> {
  const { snapshot, ...rest } = options;
  checkOptions('auditSql', { engine }, { engine: { oneOf: [...sqlEngines] } });
  checkAuditOptions({ ...rest, snapshots: snapshot });
  const far = files.find((file) => file === '-' || isHubAddress(file));
  if (far !== undefined)
    throw auditError('USAGE', far, `SQL is printed for files on disk, which ${far} is not.`);
  const { policy = {}, accept, now = Date.now } = options;
  const sources = await findSources(files, options.format ?? null, {});
  const names = new Map(Object.entries(options.names ?? {}));
  const places = placesOf({ ...rest, snapshots: snapshot });
  const judge = createJudge(catalogsInForce(snapshot), { policy, names, accept: new Set(accept) }, now());
  const look = await lookForSql(sources, { places, isKnownName: createNameTest(snapshot, names) });
  if (options.assumeModel !== undefined && look.hasNames) {
    const message = 'assumeModel is for files that name no model, and these do. Leave it out.';
    throw auditError('USAGE', files.join(', '), message);
  }
  const dialect = dialects[engine];
  const { found, jsonColumns, shape } = look;
  const root = shape.kind === 'text' ? `d.${dialect.identifier(lineColumn)}` : 'd';
  const assumed = options.assumeModel;
  return writeSql({
    dialect,
    look,
    files: sources.map(({ name }) => name),
    snapshot,
    read: readPlaces(shape, root, { ...places, found, jsonColumns }, dialect),
    names: judgeNames(snapshot, [...look.names, ...names.keys()], judge),
    assumed: assumed === undefined ? null : judge({ name: assumed, kind: 'name' }, 0).verdict,
    settings: describeSettings(options),
  });
}

function describeSettings(options: AuditSqlOptions): readonly string[] {
  const { modelFields, ignoreFields, ignoreRoles, assumeModel, names, accept, policy } = options;
  const { allow, deny } = policy ?? {};
  return Object.entries({ modelFields, ignoreFields, ignoreRoles, assumeModel, names, accept, allow, deny })
    .filter(([, value]) => value !== undefined && JSON.stringify(value) !== '{}')
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
}

/** They serve the same model in another way. */
const dynamicVariants = ['nitro', 'floor', 'online', 'exacto'];

/** All names of the list and those that are known for them, with `more` names that data had. */
function judgeNames(snapshot: CatalogSnapshot, more: Iterable<string>, judge: JudgeName): readonly SqlName[] {
  const variants = snapshot.names().flatMap((name) => dynamicVariants.map((variant) => `${name}:${variant}`));
  const names = new Set([...knownSpellings(snapshot), ...variants, ...more]);
  const say = (name: string): Pick<SqlName, 'verdict' | 'doubtful'> => {
    const judged = judge({ name, kind: 'name' }, 0);
    return { verdict: judged.verdict, doubtful: isKnownBad(judged) ? judged.verdict : null };
  };
  return [...names].map((name) => {
    const said = say(name);
    const upper = name === name.toLowerCase() ? say(name.toUpperCase()) : null;
    const isAnyCase = upper?.verdict === said.verdict && upper.doubtful === said.doubtful;
    return { name, ...said, isAnyCase };
  });
}
