import { expect, it } from 'vitest';
import { policyJsonSchema } from './policy.js';

it('publishes the schema that the code checks by (`npm run schemas` writes it)', async () => {
  const schema = JSON.stringify(policyJsonSchema(), null, 2);
  await expect(`${schema}\n`).toMatchFileSnapshot('../../policy.schema.json');
});
