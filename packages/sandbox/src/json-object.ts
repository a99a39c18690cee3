/** A JSON object as it came in or goes out. */
export type JsonObject = { readonly [field: string]: unknown };

/** Whether a JSON value is an object; arrays and null are none. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
