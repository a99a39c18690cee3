import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { createGuard } from '../guard.js';
import { describeBadEntry, parsePolicy } from './policy.js';

const catalog = { snapshot: async () => catalogSnapshot([catalogModel('opal/small')]) };

describe('an entry of allow or deny', () => {
  it.each([
    'opal',
    'opal/*',
    'x-ai',
    '01-ai',
    'opal/small',
    'opal/small-20260101',
    'opal/small:free',
    'opal/small-2.5_b+',
    '~opal/latest',
    'openrouter/auto',
    'opal/small@preset/Mine',
    '@preset/Mine',
    '@preset',
    '@preset/*',
  ])('may be %j', (entry) => {
    expect(describeBadEntry(entry)).toBeNull();
  });

  it.each([
    ['Opal', 'opal'],
    ['OPAL/*', 'opal/*'],
    ['Opal/Small', 'opal/small'],
    ['opal/', 'opal'],
    ['/opal', 'opal'],
    ['/opal/small/', 'opal/small'],
    ['~opal', 'opal'],
    ['~opal/*', 'opal/*'],
    [' opal', 'opal'],
    ['opal\n', 'opal'],
    ['opal\u200b', 'opal'],
    ['\ufeffopal/small', 'opal/small'],
    ['opal/sm\u00adall', 'opal/small'],
    ['opal\u00a0', 'opal'],
    ['https://openrouter.ai/opal/small', 'opal/small'],
    ['https://openrouter.ai/models/opal/small?tab=x', 'opal/small'],
    ['http://openrouter.ai/opal', 'opal'],
    ['openrouter/opal/small', 'opal/small'],
    ['opal/small:nitro', 'opal/small'],
    ['opal/small:floor', 'opal/small'],
    ['opal/small:online', 'opal/small'],
    ['opal/small:exacto', 'opal/small'],
    ['opal/small:free:nitro', 'opal/small:free'],
    ['Opal/Small:Nitro', 'opal/small'],
    ['', null],
    ['*', null],
    ['*/*', null],
    ['*/small', null],
    ['opal/sm*', null],
    ['opal*', null],
    ['opal/**', null],
    ['opal/small/extra', null],
    ['opal//small', null],
    ['opal,qwen', null],
    ['opal/small:', null],
    ['opal:free', null],
    ['öpal', null],
    ['оpal', null],
  ])('can not be %j, which would match nothing, and may have meant %j', (entry, meant) => {
    const advice = meant === null ? '' : `Did you mean "${meant}"?`;
    for (const list of ['allow', 'deny']) {
      const invalid = { [list]: ['opal', entry] };
      expect(() => parsePolicy(invalid)).toThrow(
        expect.objectContaining({ code: 'POLICY_INVALID', details: { path: `/${list}/1` } }),
      );
      expect(() => parsePolicy(invalid)).toThrow(advice || /[^?]$/);
      expect(() => createGuard({ catalog, policy: invalid })).toThrow(TypeError);
      expect(() => createGuard({ catalog, policy: invalid })).toThrow(`policy.${list}.1`);
    }
  });
});
