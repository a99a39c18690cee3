import { expect, it } from 'vitest';
import type { Fault } from '../faults/fault.js';
import { listedIds, listModels, rawRequest } from '../testing/requests.js';
import { listUnder, withFaults } from '../testing/sandboxes.js';

async function listWith(
  fault: Fault,
  query = '',
): Promise<Record<string, unknown> & { data: { id?: string }[] }> {
  return JSON.parse((await listUnder(fault, query)).body.toString());
}

it.each([
  [undefined, 6, 6],
  ['true', 6, 1],
  ['false', 2, 6],
])('filter-ignored for %s lists %i and %i rows', async (distillable, permitted, others) => {
  const { url } = await withFaults({
    kind: 'filter-ignored',
    ...(distillable && { query: { distillable } }),
  });
  expect(await listedIds(url, '?distillable=true')).toHaveLength(permitted);
  expect(await listedIds(url, '?distillable=false')).toHaveLength(others);
  expect(await listedIds(url)).toHaveLength(6);
});

it.each(['qwen/one', 'openai/three'])(
  'moving-list puts %s into both lists for the first two requests',
  async (slug) => {
    const { url } = await withFaults({ kind: 'moving-list', slug, times: 2 });
    const both = async () => [
      await listModels(url, '?distillable=true'),
      await listModels(url, '?distillable=false'),
    ];
    for (const list of await both()) {
      expect(list.data.filter(({ id }) => id === slug)).toHaveLength(1);
      expect(list.total_count).toBe(list.data.length);
    }
    const settled = (await both()).flatMap(({ data }) => data).filter(({ id }) => id === slug);
    expect(settled).toHaveLength(1);
  },
);

it('moving-list counts its row on every page and lists it on the last', async () => {
  const { url } = await withFaults({ kind: 'moving-list', slug: 'openai/three' });
  const first = await listModels(url, '?distillable=true&limit=1');
  const last = await listModels(url, '?distillable=true&limit=1&offset=1');
  expect([first.total_count, last.total_count]).toEqual([3, 3]);
  expect([...first.data, ...last.data].map(({ id }) => id)).toEqual(['qwen/one', 'qwen/two', 'openai/three']);
});

it('moving-list with an unknown slug responds with 500', async () => {
  expect(await listUnder({ kind: 'moving-list', slug: 'no/such' })).toMatchObject({ status: 500 });
});

it.each<[Fault, string, object]>([
  [{ kind: 'empty-list' }, '', { data: [], total_count: 0, links: { next: null } }],
  [{ kind: 'total-count', difference: 3 }, '', { total_count: 9 }],
  [
    { kind: 'next-link', next: 'http://127.0.0.2/models' },
    '',
    { links: { next: 'http://127.0.0.2/models' } },
  ],
  [{ kind: 'next-link-loop' }, '?limit=2&q=qwen', { links: { next: '/api/v1/models?limit=2&q=qwen' } }],
])('%j', async (fault, query, expected) => {
  expect(await listWith(fault, query)).toMatchObject(expected);
});

it('row-without-id takes the id of one row', async () => {
  const { data } = await listWith({ kind: 'row-without-id' });
  expect(data.map(({ id }) => id)).toEqual([
    undefined,
    ...(await listedIds((await withFaults()).url)).slice(1),
  ]);
});

it('duplicate-row and conflicting-row repeat a row, and count it', async () => {
  const [same, other, chosen] = [
    await listWith({ kind: 'duplicate-row' }),
    await listWith({ kind: 'conflicting-row' }),
    await listWith({ kind: 'conflicting-row', fields: { context_length: 1 } }),
  ];
  for (const list of [same, other, chosen]) {
    expect(list).toMatchObject({ total_count: 7 });
    expect(list.data).toHaveLength(7);
    expect(list.data[6]?.id).toBe(list.data[0]?.id);
  }
  expect(same.data[6]).toEqual(same.data[0]);
  expect(other.data[6]).not.toEqual(other.data[0]);
  expect(chosen.data[6]).toEqual({ ...chosen.data[0], context_length: 1 });
});

it('legacy-response has data alone', async () => {
  expect(Object.keys(await listWith({ kind: 'legacy-response' }))).toEqual(['data']);
});

it('leaves responses that are not a model list alone', async () => {
  const { url } = await withFaults({ kind: 'legacy-response' }, { kind: 'duplicate-row' });
  const response = await rawRequest(`${url}/models?limit=0`);
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body.toString())).toHaveProperty('error');
});
