// `npm run dev`: bundles the command line and runs the tests concerned at every change. Arguments choose tests.
import { watch } from 'rolldown';
import { startVitest } from 'vitest/node';
import configuration from '../rolldown.config.mjs';

const bundler = watch(configuration);
bundler.on('event', (event) => {
  if (event.code === 'ERROR') console.error(event.error);
});
const vitest = await startVitest('test', process.argv.slice(2), {
  watch: true,
  project: ['unit', 'http', 'cli'],
});
vitest.onClose(() => bundler.close());
