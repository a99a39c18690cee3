// Writes the JSON Schemas that the packages publish for editors, from what the code checks files by. Needs a build.
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from '../packages/cli/dist/config/config-json-schema.js';
import { policyJsonSchema } from '../packages/core/dist/policy/parse-policy.js';

const schemas = {
  'packages/core/policy.schema.json': policyJsonSchema(),
  'packages/cli/config.schema.json': configJsonSchema(),
};

for (const [path, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
