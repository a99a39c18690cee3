import { processIo } from './io.js';
import { main } from './main.js';

void main(process.argv.slice(2), processIo()).then((exitCode) => {
  // An error on stdout may have set one already. `process.exit` would cut off what is still to be written.
  process.exitCode ??= exitCode;
  // A read that a dead file system never ends can't be cancelled, and would keep the process here.
  if (process.getActiveResourcesInfo().includes('FSReqPromise')) {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000).unref();
  }
});
