const wanted = ['LICENSE', 'README.md', 'package.json'];
const unwanted = [/\.test\./, /\.tsbuildinfo$/, /(^|\/)(__fixtures__|__snapshots__|node_modules)\//];

/**
 * What is wrong with a tarball: files that lack or do not belong, and dependencies that only the workspace understands.
 *
 * @param {Pick<import('./pack-packages.mjs').PackedPackage, 'files' | 'manifest'>} packed
 * @returns {string[]} One sentence for each problem.
 */
export function tarballProblems({ files, manifest }) {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  const needed = Object.entries({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  return [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
    ...files
      .filter((file) => unwanted.some((pattern) => pattern.test(file)))
      .map((file) => `${file} does not belong.`),
    ...needed
      .filter(([, range]) => /^(workspace|catalog|link|file):/.test(range))
      .map(([name, range]) => `${name} is asked for as ${range}, which no registry understands.`),
  ];
}
