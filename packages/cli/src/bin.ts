import module from 'node:module';

// Node 22 and later keep compiled code between runs. It must be switched on before anything else is loaded.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();

const [{ main }, { processIo }] = await Promise.all([import('./main.js'), import('./io.js')]);
const exitCode = await main(process.argv.slice(2), processIo());
// An error on stdout may have set one already. `process.exit` would cut off what is still to be written.
process.exitCode ??= exitCode;

// A read that a dead file system never ends can't be cancelled, and would keep the process here.
if (process.getActiveResourcesInfo().includes('FSReqPromise')) {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000).unref();
}
