import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createSession } from '../session.js';
import { describeProgress, openProgressLine } from './progress.js';

describe('describeProgress', () => {
  it.each([
    [
      5_000,
      { bytes: 500, totalBytes: 1_000 },
      2_000,
      '[==========          ]  50 %  5,000 judged · 2,500 a second · 2 s left',
    ],
    [40, { bytes: 9, totalBytes: 1_000 }, 1_000, '[                    ]   0 %  40 judged · 40 a second'],
    [1, { bytes: 1_000, totalBytes: 1_000 }, 0, '[====================] 100 %  1 judged'],
    [7, { bytes: 9, totalBytes: null }, 1_000, '7 judged · 7 a second'],
    [7, { bytes: 0, totalBytes: 0 }, 1_000, '7 judged · 7 a second'],
  ])('of %i judged of %j in %i ms is %s', (judged, progress, elapsed, text) => {
    expect(describeProgress(judged, progress, elapsed)).toBe(text);
  });
});

describe('the progress line', () => {
  async function draw(isTTY: boolean, flags: object, env: Readonly<Record<string, string>> = {}) {
    const stderr = Object.assign(new PassThrough(), { isTTY, columns: 30 });
    let now = 0;
    const io = {
      ...{ stdout: new PassThrough(), stderr, env, cwd: '/', now: () => now },
      stdin: () => PassThrough.from([]),
      untilInterrupted: async () => {},
    };
    const line = openProgressLine(await createSession(flags, io, () => {}));
    for (now = 0; now <= 650; now += 50) line.update(now, { bytes: 1, totalBytes: null });
    line.clear();
    line.clear();
    stderr.end();
    return stderr.setEncoding('utf8').read();
  }

  it('appears on a terminal after half a second, ten times a second, within its width, and goes away', async () => {
    expect(await draw(true, {})).toBe(
      '\r\u001b[K500 judged · 1,000 a second\r\u001b[K600 judged · 1,000 a second\r\u001b[K',
    );
  });

  it.each([
    [false, {}, {}],
    [true, { quiet: true }, {}],
    [true, {}, { TERM: 'dumb' }],
  ])(
    'does not appear where the terminal is %s, with flags %j and environment %j',
    async (isTTY, flags, env) => {
      expect(await draw(isTTY, flags, env)).toBeNull();
    },
  );
});
