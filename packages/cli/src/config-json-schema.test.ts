import { expect, it } from 'vitest';
import { configJsonSchema } from './parse-config.js';

it('publishes the schema that the code gives (`npm run schemas` writes it)', async () => {
  const schema = JSON.stringify(configJsonSchema(), null, 2);
  await expect(`${schema}\n`).toMatchFileSnapshot('../config.schema.json');
});
