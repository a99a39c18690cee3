import { describe, expect, it } from 'vitest';
import { compileHosts, type PolicyHosts, readHost } from '../policy/hosts.js';
import { ServedModels } from './served-models.js';

function servedModels(asked: string[] = [], hosts: PolicyHosts = {}): ServedModels {
  return new ServedModels((model) => {
    asked.push(model);
    return model.startsWith('open/')
      ? { verdict: 'distillable', allowed: true, code: 'DISTILLABLE', message: 'Fine.' }
      : { verdict: 'not-distillable', allowed: false, code: 'NOT_DISTILLABLE', message: 'Not fine.' };
  }, compileHosts(hosts));
}

it('judges each model once, and tells every kind of place that names it', () => {
  const asked: string[] = [];
  const served = servedModels(asked);
  served.read({ item: { model: 'open/a' } });
  served.read({
    model: 'open/a',
    openrouter_metadata: { attempts: [{ model: 'open/a' }, { model: 'open/b' }] },
  });
  served.read({ model: 'open/a' });
  expect(asked).toEqual(['open/a', 'open/b']);
  const judged = { verdict: 'distillable', allowed: true, code: 'DISTILLABLE' };
  expect(served.all).toEqual([
    { model: 'open/a', sources: ['tool', 'answer', 'attempt'], ...judged },
    { model: 'open/b', sources: ['attempt'], ...judged },
  ]);
  expect(served.reasons).toEqual([]);
});

it('tells where each refused model was named first, and as what', () => {
  const served = servedModels();
  served.read({
    model: 'closed/a',
    item: { model: 'closed/b' },
    openrouter_metadata: {
      attempts: [{ model: 'closed/c' }],
      endpoints: { available: [{ model: 'closed/d', selected: true }] },
    },
  });
  served.read({ message: { model: 'closed/a' } });
  expect(served.reasons.map(({ code }) => code)).toEqual(Array(4).fill('SERVED_NOT_ALLOWED'));
  expect(Object.fromEntries(served.reasons.map(({ path, message }) => [path, message]))).toEqual({
    '/model': 'The response comes from closed/a: Not fine.',
    '/item/model': 'A tool in the response used closed/b: Not fine.',
    '/openrouter_metadata/attempts/0/model': 'The server tried closed/c: Not fine.',
    '/openrouter_metadata/endpoints/available/0/model':
      'The server selected an endpoint of closed/d: Not fine.',
  });
});

it.each([
  ['nothing', {}, false],
  ['a tool', { item: { model: 'open/a' } }, false],
  ['metadata', { openrouter_metadata: { attempts: [{ model: 'open/a' }] } }, false],
  ["a fusion panel's event", { type: 'response.fusion_call.panel.added', model: 'open/a' }, false],
  ['the response', { model: 'open/a' }, true],
  ['a response in an event', { type: 'response.created', response: { model: 'open/a' } }, true],
  ['a message in an event', { type: 'message_start', message: { model: 'open/a' } }, true],
])('has the answer named by %s: %#', (_, answer, isNamed) => {
  const served = servedModels();
  served.read(answer);
  expect(served.missing === null).toBe(isNamed);
});

it('knows what is allowed only once it was named', () => {
  const served = servedModels();
  expect(served.isKnownAllowed('open/a')).toBe(false);
  served.read({ model: 'open/a', item: { model: 'closed/a' } });
  expect(served.isKnownAllowed('open/a')).toBe(true);
  expect(served.isKnownAllowed('closed/a')).toBe(false);
});

describe('hosts', () => {
  const endpoint = (provider: string, selected: boolean) => ({
    openrouter_metadata: { endpoints: { available: [{ model: 'open/a', provider, selected }] } },
  });

  it.each<[where: string, response: object, found: readonly string[]]>([
    ['the response', { model: 'open/a', provider: 'Good' }, ['Good answer']],
    [
      'an event around a response',
      { type: 'response.created', response: { provider: 'Good' } },
      ['Good answer'],
    ],
    ['an event around a message', { type: 'message_start', message: { provider: 'Good' } }, ['Good answer']],
    ['an attempt', { openrouter_metadata: { attempts: [{ provider: 'Good' }] } }, ['Good attempt']],
    ['the selected endpoint', endpoint('Good', true), ['Good endpoint']],
    ['an endpoint that was not selected', endpoint('Good', false), []],
    ['beside the model of a tool', { item: { model: 'open/a', provider: 'Good' } }, ['Good tool']],
    ['a search', { annotations: [{ provider: 'Exa', url: 'x' }] }, []],
    ['no text', { model: 'open/a', provider: { only: ['good'] } }, []],
  ])('are found in %s', (_, response, found) => {
    const served = servedModels();
    served.read(response);
    expect(served.hosts.map(({ host, sources }) => `${host} ${sources}`)).toEqual(found);
    expect(served.hosts.every(({ allowed }) => allowed)).toBe(true);
  });

  it('that the policy excludes are reported, wherever they are named', () => {
    const served = servedModels([], { only: ['good', 'bad'], ignore: ['bad'] });
    served.read({ model: 'open/a', provider: 'Good', ...endpoint('Bad', true) });
    served.read({ model: 'open/a', item: { model: 'open/b', provider: 'Other' } });
    expect(served.reasons).toEqual([
      {
        code: 'HOST_NOT_ALLOWED',
        path: '/openrouter_metadata/endpoints/available/0/provider',
        message:
          'The server selected an endpoint at Bad: the policy ignores this host, or its terms forbid training on what it serves.',
      },
      {
        code: 'HOST_NOT_ALLOWED',
        path: '/item/provider',
        message:
          "A tool in the response used Other: this host is not one of those that the policy's hosts.only allows.",
      },
    ]);
    expect(served.hosts).toEqual([
      { host: 'Good', sources: ['answer'], allowed: true, code: 'HOST_ALLOWED' },
      { host: 'Bad', sources: ['endpoint'], allowed: false, code: 'HOST_IGNORED' },
      { host: 'Other', sources: ['tool'], allowed: false, code: 'HOST_NOT_LISTED' },
    ]);
  });

  it('that must not serve a model are reported, also where they are named before it', () => {
    const judged = { verdict: 'distillable', allowed: true, code: 'DISTILLABLE', message: 'Fine.' } as const;
    const reasonsAfter = (...events: readonly object[]) => {
      const served = new ServedModels(() => ({ ...judged, ignores: [readHost('bad')] }));
      for (const event of events) served.read(event);
      return served.reasons.map(({ code, path }) => `${path} ${code}`);
    };
    const [model, host] = [{ model: 'open/a' }, { provider: 'Bad' }];
    expect(reasonsAfter(host)).toEqual([]);
    for (const events of [[host, model], [model, host], [{ ...host, ...model }]]) {
      expect(reasonsAfter(...events)).toEqual(['/provider HOST_NOT_ALLOWED']);
    }
  });

  it.each<[what: string, response: object, missing: 'model' | 'host' | null]>([
    ['both', { model: 'open/a', provider: 'Good' }, null],
    ['the host in the metadata', { model: 'open/a', ...endpoint('Good', true) }, null],
    [
      'a host that was only tried',
      { model: 'open/a', openrouter_metadata: { attempts: [{ provider: 'Good' }] } },
      'host',
    ],
    ["a tool's host", { model: 'open/a', item: { model: 'open/b', provider: 'Good' } }, 'host'],
    ['the model', { model: 'open/a' }, 'host'],
    ['the host', { provider: 'Good' }, 'model'],
  ])('must be named under a policy with hosts: %s', (_, response, missing) => {
    expect(servedModels([], { ignore: ['bad'] }).read(response)).toBe(missing);
    expect(servedModels().read(response)).toBe(missing === 'host' ? null : missing);
  });
});
