// What `npm run size` allows a program to grow by, minified and compressed, with everything that it loads.
export default [
  {
    name: '@distillable/catalog: createCatalog, without its dependencies and the tables of names and terms',
    path: 'packages/catalog/dist/index.js',
    import: '{ createCatalog }',
    limit: '15 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', external: ['undici', 'zod'] }),
  },
  {
    name: '@distillable/core: createGuard, with licences and terms (19 kB)',
    path: 'packages/core/dist/index.js',
    import: '{ createGuard }',
    limit: '54 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node' }),
  },
  {
    name: '@distillable/core: evaluate, with licences and terms (19 kB)',
    path: 'packages/core/dist/index.js',
    import: '{ evaluate }',
    limit: '39 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node' }),
  },
];
