import { afterAll, describe, expect, it } from 'vitest';
import { requestCases } from '../support/cases/request-cases.js';
import { startThreeWays } from '../support/transport/three-ways.js';
import { sendJson } from '../support/transport/upstream.js';

const answers = { fit: { type: 'choice', choice: 'yes' } };
const world = await startThreeWays((response, { body }) =>
  sendJson(response, { id: 'd-1', model: body.includes('"lie"') ? 'closed/big' : 'open/small', answers }),
);
const { ways, upstream, receipts } = world;
afterAll(() => world.close());

const groups = [
  'Beside the body of a request in a batch',
  'A slug in documented fields that name no model, and in those that are not known',
  'The argument of an SDK function instead of the body',
  'Routers without a bound',
  'Batches',
];
const attacks = groups
  .flatMap((group) => requestCases[group] ?? [])
  .filter(({ allowed, policy, naming }) => !allowed && policy === undefined && naming === undefined)
  // The path says which API shape a body has, so what could be of two is of one.
  .filter(
    ({ shape, violations }) =>
      shape !== undefined || violations.every((line) => !line.endsWith('BATCH_MALFORMED')),
  );

describe.each(ways)('by $name', ({ send }) => {
  const post = (path: string, body: unknown) =>
    send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('nothing is sent of what names a model in another place than is documented', async () => {
    const before = upstream.requests.length;
    expect(attacks.length).toBeGreaterThan(180);
    for (const { title, body, shape = 'chat' } of attacks) {
      const { status } = await post(
        shape === 'batch' ? '/api/beta/batches' : '/api/v1/chat/completions',
        body,
      );
      expect({ title, status }).toEqual({ title, status: 403 });
    }
    expect(upstream.requests).toHaveLength(before);
  });

  it.each(['/api/v1/systemone', '/api/alpha/decisions'])(
    'decisions are judged and verified: %s',
    async (path) => {
      const body = { model: 'open/small', questions: { fit: { type: 'choice' } }, state: 'Hello' };
      receipts.length = 0;
      expect(await post(path, body)).toMatchObject({ status: 200, text: expect.stringContaining('"yes"') });
      expect(upstream.requests.at(-1)?.path).toBe(path);
      expect(JSON.parse(upstream.requests.at(-1)?.body ?? '')).toEqual({
        ...body,
        provider: { enforce_distillable_text: true },
      });
      const before = upstream.requests.length;
      expect(await post(path, { ...body, model: 'closed/big' })).toMatchObject({ status: 403 });
      expect(upstream.requests).toHaveLength(before);
      const other = await post(path, { ...body, state: 'lie' });
      expect(other.status).toBe(403);
      expect(other.text).not.toContain('"yes"');
      expect(receipts.map(({ endpoint, outcome }) => `${endpoint} ${outcome}`)).toEqual(
        expect.arrayContaining(['decisions verified', 'decisions unverified']),
      );
    },
  );

  it('a chat with an intern is rejected, whatever model it names', async () => {
    const before = upstream.requests.length;
    const path = '/api/v1/interns/i/chat/completions';
    const { status, text } = await post(path, { model: 'open/small', messages: [], stream: true });
    expect(status).toBe(403);
    expect(text).toContain('documented as never used');
    expect(upstream.requests).toHaveLength(before);
  });
});
