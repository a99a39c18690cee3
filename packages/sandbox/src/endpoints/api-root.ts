/** Where the API begins, as at OpenRouter. */
export const apiRoot = '/api/v1';

/** Where its newest parts begin. */
export const betaRoot = '/api/beta';

/** The path below either root, such as `/models`; a path below neither stays as it is. */
export function pathBelowRoot(path: string): string {
  const root = [apiRoot, betaRoot].find((candidate) => path.startsWith(`${candidate}/`));
  return root === undefined ? path : path.slice(root.length);
}
