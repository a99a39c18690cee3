/** Headers by which some servers and proxies take another method than the one that was sent. */
const overrideHeaders = ['x-http-method-override', 'x-http-method', 'x-method-override'] as const;

/** Every method that a server could take a request to have, in upper case. */
export function requestMethods(method: string, headers: Headers): readonly string[] {
  const overrides = overrideHeaders.flatMap((name) => headers.get(name)?.split(',') ?? []);
  return [method, ...overrides.filter((override) => override.trim() !== '')].map((name) =>
    name.trim().toUpperCase(),
  );
}

const methodsWithoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Whether a method, in upper case, may carry the body that asks for text. */
export function mayCarryBody(method: string): boolean {
  return !methodsWithoutBody.has(method);
}
