import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

const key = 'sk-or-v1-of-an-organisation';
const rows = [{ id: 'open/small' }, { id: 'closed/big' }].map((row) => ({ ...row, canonical_slug: row.id }));
let home: Home;
let server: Server;
let baseUrl = '';

/**
 * As an organisation with `is_filtered_model_catalog_enabled` sees it: a request with its key is answered with only the
 * models that the key's guardrail allows, here the distillable ones, whatever the filter.
 */
beforeAll(async () => {
  home = await createHome();
  server = createServer(({ url = '', headers }, response) => {
    const filter = new URL(url, 'http://list.test').searchParams.get('distillable');
    const isOpen = ({ id }: { readonly id: string }) => id.startsWith('open/');
    const data =
      headers.authorization !== undefined
        ? rows.filter(isOpen)
        : rows.filter((row) => filter === null || isOpen(row) === (filter === 'true'));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data, total_count: data.length, links: { next: null } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/v1`;
});

afterAll(async () => {
  server.close();
  await home.remove();
});

describe("a server that lists only a key's own models", () => {
  it.each([
    ['with a key in the environment', { OPENROUTER_API_KEY: key }],
    ['without one', {}],
  ])('gives the public list %s', async (_, env) => {
    const { code, stdout } = await home.run(['check', 'open/small', 'closed/big', '--json'], {
      OPENROUTER_BASE_URL: baseUrl,
      ...env,
    });
    expect(code).toBe(1);
    const decisions: { references: { verdict: string }[] }[] = JSON.parse(stdout);
    const verdicts = decisions.map(({ references }) => references[0]?.verdict);
    expect(verdicts).toEqual(['distillable', 'not-distillable']);
  });
});
