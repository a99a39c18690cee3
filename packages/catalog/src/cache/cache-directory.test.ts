import { describe, expect, it } from 'vitest';
import { findCacheDirectory } from './cache-directory.js';

describe('findCacheDirectory', () => {
  it.each<[string, NodeJS.Platform, string | undefined, Record<string, string>, object]>([
    ['the one that was chosen', 'linux', '/chosen', {}, { path: '/chosen' }],
    ['the chosen one, from the working directory', 'linux', 'here', {}, { path: '/work/here' }],
    ['in the home', 'linux', undefined, { HOME: '/home/a' }, { path: '/home/a/.cache/distillable' }],
    [
      'in XDG_CACHE_HOME',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '/x', HOME: '/h' },
      { path: '/x/distillable' },
    ],
    ['in the library', 'darwin', undefined, { HOME: '/h' }, { path: '/h/Library/Caches/distillable' }],
    [
      'in the home, where XDG_CACHE_HOME is empty',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '', HOME: '/h' },
      { path: '/h/.cache/distillable' },
    ],
    ['nowhere without a home', 'linux', undefined, {}, { problem: 'HOME is not set' }],
    ['nowhere where the home is empty', 'linux', undefined, { HOME: '' }, { problem: 'HOME is not set' }],
    [
      'nowhere where the home is relative',
      'linux',
      undefined,
      { HOME: 'me' },
      { problem: 'HOME is not an absolute path' },
    ],
    [
      'nowhere where XDG_CACHE_HOME is relative',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '.cache', HOME: '/h' },
      { problem: 'XDG_CACHE_HOME is not an absolute path' },
    ],
    [
      'nowhere without LOCALAPPDATA',
      'win32',
      undefined,
      { HOME: '/h' },
      { problem: 'LOCALAPPDATA is not set' },
    ],
  ])('is %s (%s)', (_, platform, chosen, env, expected) => {
    expect(findCacheDirectory(chosen, { env, cwd: '/work' }, platform)).toEqual(expected);
  });
});
