import { expect } from 'vitest';

/** The model list as a client reads it. */
export interface ListedModels {
  readonly data: readonly { readonly id: string }[];
  readonly total_count: number;
  readonly links: { readonly next: string | null };
}

/** Fetches `/models` with the given query and expects a right answer. */
export async function listModels(baseUrl: string, query = ''): Promise<ListedModels> {
  const response = await fetch(`${baseUrl}/models${query}`);
  const body: unknown = await response.json();
  expect(body).toMatchObject({ data: expect.any(Array), total_count: expect.any(Number) });
  expect(response.status).toBe(200);
  return body as ListedModels;
}

/** The ids that the answer to a query lists. */
export async function listedIds(baseUrl: string, query = ''): Promise<readonly string[]> {
  return (await listModels(baseUrl, query)).data.map(({ id }) => id);
}
