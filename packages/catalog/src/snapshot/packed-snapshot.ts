import { CatalogError } from '../errors.js';
import type { ModelKind, Permission } from './catalog-model.js';
import { createSnapshot, type IndexedSnapshot } from './create-snapshot.js';
import { digestOf } from './digest.js';
import type { ModelColumns } from './model-columns.js';
import type { CatalogSource } from './snapshot.js';

/** Version of the packed form. Another one in a shared cache counts as absent. */
const packedVersion = 1;

/** A snapshot as one compact JSON value for the cache: columns instead of rows. */
export function packSnapshot(snapshot: IndexedSnapshot): unknown {
  const { columns, retrievedAt, source } = snapshot.content;
  const kind = columns.kind.map((value) => kinds.indexOf(value));
  const permission = columns.permission.map((value) => permissions.indexOf(value));
  const packed = { ...columns, kind, permission };
  return { packedVersion, digest: snapshot.digest, retrievedAt, source, columns: packed };
}

/**
 * Reads what {@link packSnapshot} made. By hand, not with zod: this is on the start-up path of every command, and zod
 * alone would double it.
 *
 * @throws CatalogError `SNAPSHOT_SCHEMA_VERSION`, `SNAPSHOT_INVALID`, `SNAPSHOT_DIGEST_MISMATCH`
 */
export function unpackSnapshot(value: unknown): IndexedSnapshot {
  if (!isRecord(value)) throw invalid('is not an object');
  if (value['packedVersion'] !== packedVersion) {
    throw new CatalogError('SNAPSHOT_SCHEMA_VERSION', 'The cached snapshot was written by another version.', {
      details: { path: '/packedVersion', version: value['packedVersion'] },
    });
  }
  const { digest, retrievedAt } = value;
  if (typeof digest !== 'string') throw invalid('has no digest');
  if (typeof retrievedAt !== 'number' || !Number.isFinite(retrievedAt)) throw invalid('has no retrievedAt');
  const columns = readColumns(value['columns']);
  if (digestOf(columns) !== digest) {
    throw new CatalogError('SNAPSHOT_DIGEST_MISMATCH', 'The cached snapshot does not match its digest.', {
      details: { expected: digest, actual: digestOf(columns) },
    });
  }
  return createSnapshot({ columns, retrievedAt, source: readSource(value['source']) }, digest);
}

function readSource(value: unknown): CatalogSource {
  if (!isRecord(value)) throw invalid('has no source');
  const { url, sample } = value;
  if (typeof url !== 'string' || !isNullable(isString)(sample)) throw invalid('has a source that is not one');
  return { url, sample };
}

function readColumns(value: unknown): ModelColumns {
  if (!isRecord(value)) throw invalid('has no columns');
  const slug = value['slug'];
  if (!Array.isArray(slug)) throw invalid('has no slugs');
  const words = readColumn(value, 'words', isString);
  const lists = readColumn(value, 'lists', isListOf(indexInto(words)));
  const column = <Value>(name: keyof ModelColumns, accepts: Check<Value>) =>
    readColumn(value, name, accepts, slug.length);
  const isList = indexInto(lists);
  return {
    slug: column('slug', isString),
    canonicalSlug: column('canonicalSlug', isNullable(isString)),
    name: column('name', isString),
    kind: column('kind', indexInto(kinds)).map((index) => valueAt(kinds, index)),
    permission: column('permission', indexInto(permissions)).map((index) => valueAt(permissions, index)),
    aliasTarget: column('aliasTarget', isNullable(isString)),
    created: column('created', isNullable(isNumber)),
    contextLength: column('contextLength', isNullable(isNumber)),
    promptPrice: column('promptPrice', isNullable(isString)),
    completionPrice: column('completionPrice', isNullable(isString)),
    expirationDate: column('expirationDate', isNullable(isString)),
    huggingFaceId: column('huggingFaceId', isNullable(isString)),
    inputModalities: column('inputModalities', isList),
    outputModalities: column('outputModalities', isList),
    supportedParameters: column('supportedParameters', isList),
    lists,
    words,
  };
}

type Check<Value> = (item: unknown) => item is Value;

function readColumn<Value>(
  columns: Readonly<Record<string, unknown>>,
  name: string,
  accepts: Check<Value>,
  length?: number,
): readonly Value[] {
  const column = columns[name];
  if (!Array.isArray(column)) throw invalid(`has no column ${name}`);
  const items: readonly unknown[] = column;
  if (length !== undefined && items.length !== length)
    throw invalid(`has a column ${name} of another length`);
  if (!items.every(accepts)) throw invalid(`has a wrong value in column ${name}`);
  return items;
}

// Their places in these lists are what is cached: append, never reorder.
const kinds: readonly ModelKind[] = ['model', 'alias', 'router'];
const permissions: readonly Permission[] = ['distillable', 'not-distillable', 'conflicting', 'unlisted'];

const isString = (item: unknown): item is string => typeof item === 'string';
const isNumber = (item: unknown): item is number => typeof item === 'number';

function indexInto(list: readonly unknown[]): Check<number> {
  return (item): item is number =>
    typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < list.length;
}

function isListOf<Value>(accepts: Check<Value>): Check<readonly Value[]> {
  return (item): item is readonly Value[] => Array.isArray(item) && item.every(accepts);
}

function valueAt<Value>(list: readonly Value[], index: number): Value {
  const value = list[index];
  if (value === undefined) throw invalid(`has an index ${index} that leads nowhere`);
  return value;
}

function isNullable<Value>(accepts: Check<Value>): Check<Value | null> {
  return (item): item is Value | null => item === null || accepts(item);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(what: string): CatalogError {
  return new CatalogError('SNAPSHOT_INVALID', `The cached snapshot ${what}.`, { details: { path: '' } });
}
