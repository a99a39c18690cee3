import { describe, expect, it } from 'vitest';
import { createRouter, type Route } from './route.js';

const none = new Headers();
const routeOf = (upstream: string, method: string, target: string): Route =>
  createRouter(new URL(upstream))({ method, target, headers: none, hasBody: false });
const openRouter = 'https://openrouter.ai/api/v1';

describe('createRouter', () => {
  it.each([
    { target: '/v1/chat/completions', shape: 'chat', path: '/api/v1/chat/completions' },
    { target: '/api/v1/completions', shape: 'completions', path: '/api/v1/completions' },
    { target: '/v1/responses?a=b', shape: 'responses', path: '/api/v1/responses?a=b' },
    { target: '/v1/messages?beta=true', shape: 'messages', path: '/api/v1/messages?beta=true' },
    { target: '/api/beta/batches', shape: 'batch', path: '/api/beta/batches' },
    { target: '/v1//CHAT/./completions/', shape: 'chat', path: '/api/v1/chat/completions' },
  ])('sends $target to the documented path', ({ target, shape, path }) => {
    expect(routeOf(openRouter, 'POST', target)).toEqual({ kind: 'text', shape, path });
  });

  it.each([
    { upstream: 'http://gateway.example', path: '/messages' },
    { upstream: 'http://gateway.example/or', path: '/or/messages' },
    { upstream: 'http://gateway.example/or/v1/', path: '/or/v1/messages' },
  ])('puts the path of $upstream before it', ({ upstream, path }) => {
    expect(routeOf(upstream, 'POST', '/v1/messages')).toMatchObject({
      kind: 'text',
      shape: 'messages',
      path,
    });
    expect(routeOf(upstream, 'POST', '/v1/unheard-of').kind).toBe('rejected');
  });

  it.each(['/v1/models', '/api/v1/models/', '/v1//Models?distillable=all', '/v1/%6dodels'])(
    'serves %s itself, in every spelling',
    (target) => {
      expect(routeOf(openRouter, 'GET', target).kind).toBe('models');
    },
  );

  it.each([
    ['GET', '/v1/generation?id=a', '/api/v1/generation?id=a'],
    ['GET', '/v1/models/user', '/api/v1/models/user'],
    ['POST', '/v1/embeddings', '/api/v1/embeddings'],
  ])('lets %s %s pass', (method, target, path) => {
    expect(routeOf(openRouter, method, target)).toEqual({ kind: 'pass', path });
  });

  it.each([
    ['/api/beta/batches/a', '/api/beta/batches/a', { shape: 'batch', isLines: false }],
    ['/v1/files/a/content', '/api/v1/files/a/content', { shape: 'batch', isLines: true }],
    [
      '/v1/responses/a?stream=true',
      '/api/v1/responses/a?stream=true',
      { shape: 'responses', isLines: false },
    ],
  ])('has the stored text of %s verified', (target, path, stored) => {
    expect(routeOf(openRouter, 'GET', target)).toEqual({ kind: 'stored', path, stored });
  });

  it.each([
    '/',
    '/api/v1',
    '/models',
    '/v2/models',
    '/v1/..%2f..%2fadmin',
    '/v1/%2e%2e/admin',
    '/api/gamma/x',
  ])('has nothing at %s', (target) => {
    expect(routeOf(openRouter, 'GET', target)).toMatchObject({ kind: 'failed', error: { status: 404 } });
  });

  it('reports an unknown path without advice that has no place here', () => {
    const route = routeOf(openRouter, 'POST', '/v1/unheard-of');
    expect(route).toMatchObject({ kind: 'rejected', violation: { code: 'ENDPOINT_UNKNOWN' } });
    expect(JSON.stringify(route)).not.toContain('passThrough');
  });
});
