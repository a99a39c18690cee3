import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
let hub: Server;
let endpoint: string;
const authorizations: (string | undefined)[] = [];

beforeAll(async () => {
  home = await createHome();
  hub = createServer(({ headers }, response) => {
    authorizations.push(headers.authorization);
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => void hub.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
});

afterAll(() => hub.close());

describe('distillable audit hf://…', () => {
  it('asks the Hub of HF_ENDPOINT with HF_TOKEN, and shows neither the token nor a guess', async () => {
    const env = { HF_ENDPOINT: endpoint, HF_TOKEN: 'hf_secret' };
    const { code, stdout, stderr } = await home.run(['audit', '--sandbox', 'hf://datasets/a/b'], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('the dataset is gated');
    expect(stderr).not.toContain('hf_secret');
    expect(authorizations).toEqual(['Bearer hf_secret']);
  });

  it.each([
    ['hf://models/a/b', {}, /write it as hf:\/\/datasets/],
    ['hf://datasets/a/b', { HF_ENDPOINT: 'hub' }, /HF_ENDPOINT is not a web address/],
  ])('rejects %s with %j', async (input, env, message) => {
    const { code, stderr } = await home.run(['audit', '--sandbox', input], env);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
