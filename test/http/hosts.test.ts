import type { TermsEntry, TermsTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { afterEach, describe, expect, it } from 'vitest';
import { shapes } from '../support/transport/shapes.js';
import { startThreeWays, type ThreeWays } from '../support/transport/three-ways.js';
import { type Respond, sendEvents, sendJson } from '../support/transport/upstream.js';

const policy: Policy = { hosts: { only: ['good', 'fine', 'bad'], ignore: ['bad'] } };

let world: ThreeWays;
afterEach(() => world.close());

async function start(respond: Respond): Promise<void> {
  world = await startThreeWays(respond, { guard: { policy }, proxy: { policy } });
}

/** Where a response names its host. */
const places: Readonly<Record<string, (host: string) => object>> = {
  provider: (host) => ({ provider: host }),
  metadata: (host) => ({
    openrouter_metadata: {
      endpoints: { total: 1, available: [{ model: 'open/small', provider: host, selected: true }] },
    },
  }),
};
const cases = shapes.flatMap((shape) =>
  Object.entries(places).flatMap(([place, named]) =>
    [true, false].map((stream) => ({ shape, name: shape.name, place, named, stream })),
  ),
);

/** Adds fields to a response; in a stream to its first event, in which responses and messages have an envelope. */
function respondWith({ shape, stream }: (typeof cases)[number], fields: object): Respond {
  return (response) => {
    if (!stream) return sendJson(response, { ...shape.document('open/small'), ...fields });
    const [first, ...events] = shape.events('open/small');
    const envelope = ['response', 'message'].find((key) => typeof first === 'object' && key in first);
    const inner: unknown =
      typeof first === 'object' && envelope !== undefined ? Reflect.get(first, envelope) : first;
    const named = Object.assign({}, inner, fields);
    return sendEvents(response, [
      envelope === undefined ? named : Object.assign({}, first, { [envelope]: named }),
      ...events,
    ]);
  };
}

async function askEvery({ shape, stream }: (typeof cases)[number]) {
  const body = JSON.stringify({
    ...shape.body,
    input: 'a',
    max_tokens: 9,
    stream,
    provider: { only: ['Good', 'Bad', 'other'] },
  });
  const headers = { 'content-type': 'application/json' };
  const came = [];
  for (const { send } of world.ways)
    came.push(await send({ method: 'POST', path: shape.path, headers, body }));
  return came;
}

describe.each(cases)('$name, named in $place, streamed: $stream', (given) => {
  it('what an allowed host served is handed out in every way, with the host in the receipt', async () => {
    await start(respondWith(given, given.named('Good')));
    for (const { status, isWhole } of await askEvery(given)) expect([status, isWhole]).toEqual([200, true]);
    const source = given.place === 'metadata' ? 'endpoint' : 'answer';
    const hosts = [{ host: 'Good', sources: [source], allowed: true, code: 'HOST_ALLOWED' }];
    expect(world.receipts).toMatchObject(Array(3).fill({ outcome: 'verified', hosts }));
    for (const { body } of world.upstream.requests) {
      expect(JSON.parse(body)).toMatchObject({ provider: { only: ['good'], ignore: ['bad'] } });
    }
  });

  it.each([
    ['Bad', 'HOST_IGNORED'],
    ['Other', 'HOST_NOT_LISTED'],
  ])('what %s served is caught in every way', async (host, code) => {
    await start(respondWith(given, given.named(host)));
    for (const { status, isWhole } of await askEvery(given)) expect(status === 200 && isWhole).toBe(false);
    expect(world.receipts).toMatchObject(
      Array(3).fill({
        outcome: 'unverified',
        reasons: [{ code: 'HOST_NOT_ALLOWED' }],
        hosts: [{ host, code }],
      }),
    );
  });

  it('what names no host is caught in every way', async () => {
    await start(respondWith(given, {}));
    for (const { status, isWhole } of await askEvery(given)) expect(status === 200 && isWhole).toBe(false);
    expect(world.receipts).toMatchObject(
      Array(3).fill({ outcome: 'unverified', reasons: [{ code: 'HOST_NOT_NAMED', path: '' }], hosts: [] }),
    );
  });
});

it('a batch with one result from an ignored host, or from none, is not handed out', async () => {
  const [chat] = shapes;
  const resultOf = (fields: object) => ({
    custom_id: 'a',
    response: { body: { ...chat?.document('open/small'), ...fields } },
  });
  const batch = { id: 'batch-1', results: [{ provider: 'Good' }, { provider: 'Bad' }, {}].map(resultOf) };
  await start((response) => sendJson(response, batch));
  for (const { send } of world.ways) {
    expect(await send({ method: 'GET', path: '/api/beta/batches/batch-1' })).toMatchObject({ status: 403 });
  }
  const reasons = [
    { code: 'HOST_NOT_ALLOWED', path: '/results/1/response/body/provider' },
    { code: 'HOST_NOT_NAMED', path: '/results/2/response/body' },
  ];
  expect(world.receipts).toMatchObject(Array(3).fill({ outcome: 'unverified', reasons }));
});

it('a request that leaves no host is rejected in every way, and not sent', async () => {
  await start((response) => sendJson(response, {}));
  const body = JSON.stringify({ model: 'open/small', messages: [], provider: { only: ['other'] } });
  for (const { send } of world.ways) {
    const { status, text } = await send({
      method: 'POST',
      path: '/api/v1/chat/completions',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(403);
    expect(text).toContain('HOSTS_EXCLUDED');
  }
  expect(world.upstream.requests).toEqual([]);
});

it('a request that the terms of an own table forbid is rejected in every way, and not sent', async () => {
  const narrow: Policy = { terms: { mode: 'narrow', accept: ['unknown'] } };
  const entry: TermsEntry = {
    id: 'own',
    author: 'open',
    models: ['open/small'],
    host: null,
    layer: 'weights-licence',
    holder: 'Us',
    document: 'Decision',
    statement: 'disallowed',
    conditions: [],
    clause: null,
    summary: 'No.',
    url: null,
    effective: null,
    read: null,
    evidence: 'primary',
  };
  const terms: TermsTable = { date: '2026-11-27', digest: 'sha256:x', entries: [entry] };
  const options = { policy: narrow, terms };
  world = await startThreeWays((response) => sendJson(response, {}), { guard: options, proxy: options });
  const body = JSON.stringify({ model: 'open/small', messages: [] });
  const headers = { 'content-type': 'application/json' };
  for (const { send } of world.ways) {
    const { status, text } = await send({
      method: 'POST',
      path: '/api/v1/chat/completions',
      headers,
      body,
    });
    expect(status).toBe(403);
    expect(text).toContain('TERMS_DISALLOWED');
  }
  expect(world.upstream.requests).toEqual([]);
});
