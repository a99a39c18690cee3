import { isObject, type JsonObject } from '@distillable/catalog';
import { apiShapes } from '../api/index.js';
import { addCamelCased, type Collection, placeIn } from './reference.js';

/**
 * How a body spells its fields: as on the `wire` (snake_case), or as the official SDK's functions take them (camelCase),
 * which turn them into snake_case when they send.
 */
export type Naming = 'wire' | 'sdk';

/** `max_tokens` → `maxTokens` */
export function toCamelCase(name: string): string {
  return name.replaceAll(/(?<=[A-Za-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `maxTokens` → `max_tokens` */
export function toSnakeCase(name: string): string {
  // Nearly all names are snake_case already, and the test takes a fraction of the time.
  return /[A-Z]/.test(name) ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
}

function isCamelCase(name: string): boolean {
  return /[a-z0-9][A-Z]/.test(name);
}

/**
 * The field in which the argument of an SDK function has its body; undefined where there is none.
 *
 * @see @openrouter/sdk 1.3.19, the request types of its operations: `chatRequest`, `responsesRequest`, `requestBody` …;
 * 0.8 to 0.9.11 have `chatGenerationParams`
 */
export function findWrapper(body: JsonObject): string | undefined {
  for (const key in body) if (isObject(body[key]) && wrapper.test(key)) return key;
  return undefined;
}

const wrapper = /^(?:[a-z][A-Za-z]*(?:Request|GenerationParams)|requestBody)$/;

const { batch: _, ...singleShapes } = apiShapes;

/**
 * The documented top-level fields of all API shapes that ask for one text. Not by shape: a server that reads a field of
 * another shape must find it judged.
 */
export const documentedFields: ReadonlySet<string> = new Set(
  Object.values(singleShapes).flatMap(({ fields }) => fields),
);

/** Whether a name that is not documented is a documented top-level field's, as the official SDK spells it. */
export function isSdkField(name: string): boolean {
  return documentedFields.has(toSnakeCase(name));
}

/** Notes the fields of an object in which all names are OpenRouter's own that the server does not read. */
export function noteCamelCase(found: Collection, path: string, object: JsonObject): void {
  for (const key of Object.keys(object)) {
    if (isCamelCase(key)) addCamelCased(found, placeIn(path, key));
  }
}
