import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { policyJsonSchema } from './parse-policy.js';

it('publishes the schema that the code checks by (`npm run schemas` writes it)', async () => {
  const published = await readFile(new URL('../../policy.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(policyJsonSchema());
});
