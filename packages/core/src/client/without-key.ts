/** A copy of what a server says of an error: it may quote the key that it does not know. */
export function withoutKey(told: unknown, key: string): unknown {
  const text = JSON.stringify(told);
  return text === undefined ? undefined : JSON.parse(text.replaceAll(key, '[apiKey]'));
}
