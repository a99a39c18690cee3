// What `npm run size` allows a program to grow by, minified and compressed, with everything that it loads.
export default [
  {
    name: '@distillable/catalog: createCatalog, without its dependencies and the table of names',
    path: 'packages/catalog/dist/index.js',
    import: '{ createCatalog }',
    limit: '15 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', external: ['undici', 'zod'] }),
  },
  {
    name: '@distillable/core: createGuard',
    path: 'packages/core/dist/index.js',
    import: '{ createGuard }',
    limit: '32 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node' }),
  },
  {
    name: '@distillable/core: evaluate',
    path: 'packages/core/dist/index.js',
    import: '{ evaluate }',
    limit: '30 kB',
    modifyEsbuildConfig: (config) => ({ ...config, platform: 'node' }),
  },
];
