import { describe, expect, it } from 'vitest';
import { mayNameNew } from './event-content.js';
import { ServedModels } from './served-models.js';

const served = new ServedModels((model) => {
  const allowed = model.startsWith('open/');
  return { verdict: 'unknown', allowed, code: allowed ? 'DISTILLABLE' : 'UNKNOWN_MODEL', message: '' };
});
served.read({
  model: 'open/model',
  provider: 'Good',
  inner: [{ model: 'open/b' }, { model: 'closed/known' }],
});

describe('an event', () => {
  it.each([
    ['without a model', '{"choices":[{"delta":{"content":"Hi"}}]}'],
    ['with a model that was named before', '{"id":"1","model":"open/model","choices":[]}'],
    ['with a host that was named before', '{"model":"open/model","provider":"Good","choices":[]}'],
    ['with two of them', '{"model":"open/model","item":{"model":"open/b"}}'],
    ['with spaces', '{ "model" \t: "open/model" }'],
    ['with an escape that spells no letter', String.raw`{"model":"open/model","text":"a\n\"b\" \\"}`],
    ['with nothing at all', ''],
  ])('%s names nothing new', (_, data) => {
    expect(mayNameNew(data, served)).toBe(false);
  });

  it.each([
    ['another model', '{"model":"open/other"}'],
    ['a model that is not allowed', '{"model":"closed/known"}'],
    ['another model after a known one', '{"model":"open/model","item":{"model":"closed/x"}}'],
    ['another host', '{"model":"open/model","provider":"Bad"}'],
    ['another host after a known one', '{"provider":"Good","response":{"provider":"Bad"}}'],
    ['an escaped host', String.raw`{"provider":"Go\/od"}`],
    ['another model under a key that comes twice', '{"model":"closed/x","model":"open/model"}'],
    ['another key that ends like it', '{"analyst_model":"open/model"}'],
    ['a list of models', '{"models":["open/model"]}'],
    ['an escaped key', String.raw`{"mod\u0065l":"closed/x"}`],
    ['an escaped slug', String.raw`{"model":"open\/model"}`],
    ['a slug that goes on after an escape', String.raw`{"model":"open/model\"x"}`],
    ['no text', '{"model":null}'],
    ['the word in a text', '{"content":"the model says"}'],
    ['JSON in a text', String.raw`{"content":"{\"model\":\"open/model\"}"}`],
    ['a text that ends in it', '{"content":"a model"}'],
    ['a slug in the line after its name', '{"model"\n:"open/model"}'],
    ['a cut key', '{"model'],
    ['the word at the very start', 'model":"open/model"'],
  ])('with %s is parsed', (_, data) => {
    expect(mayNameNew(data, served)).toBe(true);
  });
});
