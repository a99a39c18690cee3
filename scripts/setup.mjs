// Makes everything ready for tests: installs, compiles and bundles what is missing or out of date.
import { bundle, compile, install } from './steps.mjs';

await install();
await compile();
await bundle();
