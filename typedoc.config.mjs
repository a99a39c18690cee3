import { workspaceSources } from './scripts/workspace-sources.mjs';

const sources = workspaceSources();

/** @type {import('typedoc').TypeDocOptions} */
export default {
  name: 'distillable',
  entryPoints: Object.values(sources),
  tsconfig: 'tsconfig.test.json',
  out: 'api',
  excludeInternal: true,
  packagesRequiringDocumentation: Object.keys(sources).map((specifier) => specifier.split('/', 2).join('/')),
  // `npm run types` has found them.
  skipErrorChecking: true,
  // Every export must be documented, and so must what its type mentions.
  validation: { notDocumented: true, notExported: true, invalidLink: true, invalidPath: false },
};
