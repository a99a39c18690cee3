import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SandboxError } from '../wire/errors.js';
import type { ModelRow, SandboxCatalog } from './sandbox-catalog.js';

// `src/catalog` and `dist/catalog` are both two folders below the package.
const dataDirectory = new URL('../../catalog/', import.meta.url);

let loaded: SandboxCatalog | undefined;

/**
 * The catalog that comes with the package: 140 of the rows of 2026-08-22, with the permissions that OpenRouter's site
 * showed on 2026-09-02. It is a dated sample, not today's truth. A row that the site did not name on that day is not
 * distillable here; a `:batch` row has the label of its base. Read once per process.
 *
 * @throws SandboxError `SANDBOX_FILE_INVALID` when the package's own files are damaged
 */
export function builtInCatalog(): SandboxCatalog {
  loaded ??= loadCatalog();
  return loaded;
}

function loadCatalog(): SandboxCatalog {
  const models: unknown[] = readData('models.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const permissions: unknown = JSON.parse(readData('permissions.json'));
  if (!models.every(isModelRow) || !isPermissions(permissions)) {
    throw new SandboxError(
      'SANDBOX_FILE_INVALID',
      `The built-in catalog in ${fileURLToPath(dataDirectory)} is damaged. Install the package again.`,
    );
  }
  return {
    models,
    distillable: new Set(permissions.distillable),
    sample: `permissions as observed on ${permissions.date}: a dated sample, not today's truth`,
  };
}

function readData(name: string): string {
  return readFileSync(new URL(name, dataDirectory), 'utf8');
}

// A light check is enough at start-up: the tests hold these files to the full schema.
function isModelRow(value: unknown): value is ModelRow {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function isPermissions(value: unknown): value is { date: string; distillable: readonly string[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'date' in value &&
    typeof value.date === 'string' &&
    'distillable' in value &&
    Array.isArray(value.distillable)
  );
}
