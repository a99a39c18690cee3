import { isJsonObject } from '../json-object.js';

/** A copy in which every field `model`, however deep, has another value. */
export function renameModels(value: unknown, model: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameModels(item, model));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'model' && typeof field === 'string' ? model : renameModels(field, model),
    ]),
  );
}
