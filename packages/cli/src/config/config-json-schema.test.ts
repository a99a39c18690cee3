import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { configJsonSchema } from './config-json-schema.js';

it('publishes the schema that the code gives (`npm run schemas` writes it)', async () => {
  const published = await readFile(new URL('../../config.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(configJsonSchema());
});
