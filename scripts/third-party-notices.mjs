import { readdirSync, readFileSync } from 'node:fs';

/**
 * A rolldown plugin that writes THIRD-PARTY-NOTICES: the licence of every package whose code is in the bundle.
 *
 * @returns {import('rolldown').Plugin}
 */
export function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const folders = new Set(
        modules.flatMap((id) => id.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//) ?? []),
      );
      const notices = [...folders].map(noticeOf).sort();
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY-NOTICES',
        source: notices.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

/**
 * @param {string} folder
 * @throws {Error} When the package has no licence file: its notice must then be found by hand.
 */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(folder + file, 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} ${version} (${license}) has no licence file`);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}
