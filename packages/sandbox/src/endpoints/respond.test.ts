import { expect, it } from 'vitest';
import { rawRequest } from '../testing/requests.js';
import { runningSandbox } from '../testing/sandboxes.js';

const body = JSON.stringify({ model: 'qwen/none', messages: [] });

it.each<[string, string, Readonly<Record<string, string>>, number]>([
  ['GET', '/models', {}, 200],
  ['GET', '/generation?id=x', {}, 401],
  ['GET', '/presets/x', {}, 401],
  ['POST', '/chat/completions', {}, 401],
  ['POST', '/completions', {}, 401],
  ['POST', '/responses', {}, 401],
  ['POST', '/chat/completions', { authorization: 'Bearer ' }, 401],
  ['POST', '/chat/completions', { authorization: 'Basic abc' }, 401],
  ['POST', '/chat/completions', { 'x-api-key': '' }, 401],
  ['POST', '/chat/completions', { authorization: 'Bearer sk-secret' }, 400],
  ['POST', '/chat/completions', { 'x-api-key': 'sk-secret' }, 400],
  ['GET', '/presets/x', { authorization: 'bearer sk-secret' }, 404],
  ['GET', '/nothing', {}, 404],
  ['GET', '/chat/completions', {}, 405],
])('%s %s with %j gets %i', async (method, path, headers, status) => {
  const sandbox = await runningSandbox();
  const response = await rawRequest(sandbox.url + path, {
    method,
    headers,
    ...(method === 'POST' ? { body } : {}),
  });
  expect(response.status).toBe(status);
  if (status === 401) {
    expect(JSON.parse(response.body.toString())).toEqual({
      error: { code: 401, message: 'No auth credentials found' },
    });
  }
  expect(JSON.stringify(sandbox.requests)).not.toContain('sk-secret');
});
