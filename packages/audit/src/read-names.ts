import { readFile } from 'node:fs/promises';
import { findDuplicateKey, isObject, reasonOf } from '@distillable/catalog';
import { parse } from 'csv-parse/sync';
import { type AuditError, reading, unreadable } from './audit-error.js';

/**
 * Reads a file of spellings and the slugs that they mean, to be given as `names`: a CSV of two columns, with or without
 * the header `name,slug`, or a JSON object.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function readNames(path: string): Promise<Readonly<Record<string, string>>> {
  const text = await reading(path, readFile(path, 'utf8'));
  return /^\s*\{/.test(text) ? fromJson(text, path) : fromCsv(text, path);
}

function fromJson(text: string, path: string): Record<string, string> {
  const value = parsing(path, () => JSON.parse(text));
  const twice = findDuplicateKey(text);
  if (twice !== null) throw namedTwice(path, twice);
  const names: Record<string, string> = {};
  for (const [name, slug] of Object.entries(isObject(value) ? value : {})) {
    if (typeof slug !== 'string' || slug === '') {
      throw unreadable(path, `${JSON.stringify(name)} must have a slug as text`);
    }
    names[name] = slug;
  }
  return names;
}

function fromCsv(text: string, path: string): Record<string, string> {
  const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
  const rows: readonly (readonly string[])[] = parsing(path, () => parse(text, options));
  const names: Record<string, string> = {};
  for (const [index, [name, slug, ...more]] of rows.entries()) {
    if (name === undefined || slug === undefined || slug === '' || more.length > 0) {
      throw unreadable(path, `row ${index + 1} must have two columns: a spelling and the slug that it means`);
    }
    if (index === 0 && /^(?:name|spelling)$/i.test(name)) continue;
    if (Object.hasOwn(names, name)) throw namedTwice(path, name);
    names[name] = slug;
  }
  return names;
}

/** A declaration that says two things is invalid. */
function namedTwice(path: string, name: string): AuditError {
  return unreadable(path, `it has the name ${JSON.stringify(name)} twice`);
}

function parsing<Value>(path: string, parseText: () => Value): Value {
  try {
    return parseText();
  } catch (cause) {
    throw unreadable(path, `it is neither CSV nor JSON: ${reasonOf(cause)}`);
  }
}
