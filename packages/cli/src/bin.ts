import { processIo } from './io.js';
import { main } from './main.js';

void main(process.argv.slice(2), processIo()).then((exitCode) => {
  // An error on stdout may have set one already. `process.exit` would cut off what is still to be written.
  process.exitCode ??= exitCode;
});
