import { expect, it } from 'vitest';
import { ServedModels } from './served-models.js';

function servedModels(asked: string[] = []): ServedModels {
  return new ServedModels((model) => {
    asked.push(model);
    return model.startsWith('open/')
      ? { verdict: 'distillable', allowed: true, code: 'DISTILLABLE', message: 'Fine.' }
      : { verdict: 'not-distillable', allowed: false, code: 'NOT_DISTILLABLE', message: 'Not fine.' };
  });
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
  expect(served.isNamed).toBe(isNamed);
});

it('knows what is allowed only once it was named', () => {
  const served = servedModels();
  expect(served.isKnownAllowed('open/a')).toBe(false);
  served.read({ model: 'open/a', item: { model: 'closed/a' } });
  expect(served.isKnownAllowed('open/a')).toBe(true);
  expect(served.isKnownAllowed('closed/a')).toBe(false);
});
