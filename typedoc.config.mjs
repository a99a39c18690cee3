import { repository, sitePages } from './scripts/site-pages.mjs';
import { workspaceSources } from './scripts/workspace-sources.mjs';

const sources = workspaceSources();

/** @type {import('typedoc').TypeDocOptions} */
export default {
  name: 'distillable',
  plugin: [sitePages],
  entryPoints: Object.values(sources),
  projectDocuments: [
    'docs/*.md',
    'docs/decisions/*.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    // Programs: they export nothing.
    'packages/{cli,mcp}/README.md',
  ],
  tsconfig: 'tsconfig.json',
  out: 'site',
  excludeInternal: true,
  headings: { readme: false },
  navigation: { includeFolders: false },
  customCss: 'scripts/site.css',
  highlightLanguages: ['bash', 'console', 'hcl', 'ini', 'javascript', 'json', 'typescript', 'yaml'],
  searchInComments: true,
  searchInDocuments: true,
  navigationLinks: { GitHub: repository },
  sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
  disableGit: true,
  packagesRequiringDocumentation: Object.keys(sources).map((specifier) => specifier.split('/', 2).join('/')),
  // `npm run types` has found them.
  skipErrorChecking: true,
  // Every export must be documented, and so must what its type mentions.
  validation: { notDocumented: true, notExported: true, invalidLink: true, invalidPath: false },
  treatWarningsAsErrors: true,
};
