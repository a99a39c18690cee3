import { authorOf, type ModelRow } from '../catalog/sandbox-catalog.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';

/** The name of the provider that serves a row here; its slug is the same in lower case, with a dash. */
export function providerOf(row: ModelRow): string {
  return `Sandbox ${authorOf(row)}`;
}

/** Whether `provider.only` and `provider.ignore` let the row's provider serve, by its name or its slug. */
export function mayServe(row: ModelRow, { provider }: JsonObject): boolean {
  if (!isJsonObject(provider)) return true;
  const { only, ignore } = provider;
  return (!Array.isArray(only) || names(only, row)) && !(Array.isArray(ignore) && names(ignore, row));
}

function names(list: readonly unknown[], row: ModelRow): boolean {
  const slug = slugOf(providerOf(row));
  return list.some((entry) => typeof entry === 'string' && slugOf(entry) === slug);
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
