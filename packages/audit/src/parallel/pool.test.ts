import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { countFile } from './count-file.js';
import { openScanPool } from './pool.js';

const begin = `import { parentPort } from 'node:worker_threads';`;
const ready = `parentPort.postMessage('ready');`;
const deaths: readonly [string, string, RegExp][] = [
  [
    'exits when it is given a block',
    `parentPort.on('message', () => process.exit(3)); ${ready}`,
    /^a thread that counted its rows ended with exit code 3, so some rows/,
  ],
  [
    'exits while it has nothing to do',
    `${ready} setImmediate(() => process.exit(0));`,
    /^a thread that counted its rows ended with exit code 0, so some rows/,
  ],
  ['exits before it is ready', 'process.exit(1);', /ended with exit code 1/],
  [
    'runs out of memory',
    `parentPort.on('message', () => {
      throw Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    }); ${ready}`,
    /^a thread that counted its rows ran out of memory, so some rows/,
  ],
  ['throws', `parentPort.on('message', () => { throw new TypeError('a bug') }); ${ready}`, /^a bug$/],
  ['has a mistake', 'nothing.at.all', /^nothing is not defined$/],
];

async function* endlessRows(): AsyncGenerator<Buffer> {
  for (;;) {
    await setImmediate();
    yield Buffer.from('{"model":"a/b"}\n');
  }
}

describe('openScanPool', () => {
  it.each(deaths)('lets no scan hang or end well when a thread %s', async (_, source, message) => {
    const script = new URL(`data:text/javascript,${encodeURIComponent(`${begin}\n${source}`)}`);
    const limits = { maxLineBytes: 1_000, maxPlaces: 1_000 };
    const periods = { since: [0], byTime: false };
    const pool = openScanPool(2, { places: {}, timeField: null, periods, ...limits }, script);
    try {
      const onRows = (): void => {};
      const chunks = endlessRows();
      const file = { file: 'f', chunks, recycle: onRows, pool, ...limits, onRows, onGroups: onRows };
      await expect(countFile(file)).rejects.toThrow(message);
    } finally {
      await pool.close();
    }
  });
});
