import { expect, it } from 'vitest';
import { GenerationLog } from './generation-log.js';

it('keeps the last 10,000 records', () => {
  const log = new GenerationLog();
  for (let index = 0; index <= 10_000; index += 1) log.add(`gen-${index}`, { index });
  expect(log.find('gen-0')).toBeUndefined();
  expect(log.find('gen-1')).toEqual({ index: 1 });
  expect(log.find('gen-10000')).toEqual({ index: 10_000 });
});
