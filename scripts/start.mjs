// `npm start`: runs the command line from its sources; without arguments on the built-in sandbox, which needs no key and
// no network.
import { fileURLToPath } from 'node:url';
import { bundle, install } from './steps.mjs';

await install();
await bundle();

const command = new URL('../packages/cli/bin/distillable.cjs', import.meta.url);
const given = process.argv.slice(2);

if (given.length === 0) {
  process.on('exit', () =>
    process.stderr.write('\nThat was the built-in sample. The live list: npm start -- list\n'),
  );
}
// In this process, so that its exit code, its streams and the terminal's signals need no passing on.
process.argv = [
  process.execPath,
  fileURLToPath(command),
  ...(given.length === 0 ? ['list', '--sandbox'] : given),
];
await import(command.href);
