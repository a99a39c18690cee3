import { describe, expect, it } from 'vitest';
import { canonicalPath } from './paths.js';

describe('canonicalPath', () => {
  it.each([
    ['/api/v1/chat/completions', '/api/v1/chat/completions'],
    ['/API/V1/Chat/COMPLETIONS', '/api/v1/chat/completions'],
    ['//api///v1/chat//completions//', '/api/v1/chat/completions'],
    ['/api/v1/%63hat/completion%73', '/api/v1/chat/completions'],
    ['/api/v1/%2563hat/%252563ompletions', '/api/v1/chat/completions'],
    ['/api/v1/%%36%33hat/completions', '/api/v1/chat/completions'],
    ['/api%2Fv1%2fchat%5Ccompletions', '/api/v1/chat/completions'],
    ['\\api\\v1\\chat\\completions', '/api/v1/chat/completions'],
    ['/api/./v1/x/../chat/%2e/completions', '/api/v1/chat/completions'],
    ['/api/v1/x/%2e%2E/chat/completions', '/api/v1/chat/completions'],
    ['/api/v1/x%2f..%2fchat/completions', '/api/v1/chat/completions'],
    ['/api/v1/x/..;y/chat/completions', '/api/v1/chat/completions'],
    ['/api/v1;a=1/chat;b/completions;c=%2f', '/api/v1/chat/completions'],
    ['/../../api', '/api'],
    ['', '/'],
    ['/%e4%bd%a0', '/%e4%bd%a0'],
    ['/100%', '/100%'],
  ])('reads %s as %s', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });

  it('reads a path of a megabyte that is encoded over and over in a moment', () => {
    const nested = `/%${'25'.repeat(500_000)}63hat`;
    expect(canonicalPath(nested)).toBe('/chat');
  });
});
