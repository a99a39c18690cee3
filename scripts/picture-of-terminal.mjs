// Draws the README's pictures of a terminal from what the command line prints: node scripts/picture-of-terminal.mjs
// It writes terminal-light.svg and terminal-dark.svg to docs/, or to the folder that it is given.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ paper: string, edge: string, ink: string, dim: string, red: string, green: string }} Theme */

/** @type {Record<string, Theme>} */
const themes = {
  light: {
    paper: '#ffffff',
    edge: '#d0d7de',
    ink: '#1f2328',
    dim: '#59636e',
    red: '#c6232c',
    green: '#116329',
  },
  dark: {
    paper: '#0d1117',
    edge: '#3d444d',
    ink: '#f0f6fc',
    dim: '#9198a1',
    red: '#ff7b72',
    green: '#3fb950',
  },
};

/** `body.json` is the README's own. */
const commands = [
  'distillable list --sandbox --quiet --limit 5 --columns slug,context,prompt,created',
  'distillable check --sandbox --quiet --request body.json',
];

const column = 8.43;
const line = 20;
const margin = 20;
const widest = 100;

/**
 * A session as an SVG picture; what the commands printed has the terminal's escape sequences.
 *
 * @param {readonly { command: string, printed: string }[]} session
 * @param {Theme} theme
 */
function draw(session, theme) {
  const rows = session.flatMap(({ command, printed }, index) => [
    ...(index === 0 ? [] : ['']),
    `\u001b[2m$\u001b[22m \u001b[1m${command}\u001b[22m`,
    ...printed.trimEnd().split('\n').flatMap(fold),
  ]);
  const [width, height] = [Math.ceil(widest * column) + 2 * margin, rows.length * line + 2 * margin];
  const texts = rows.map((row, index) => {
    const y = margin + index * line + 14;
    return row === '' ? '' : `<text x="${margin}" y="${y}">${spans(row, theme)}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(session.map(({ command }) => command).join('; '))}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.paper}" stroke="${theme.edge}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${theme.ink}" xml:space="preserve">
${texts.join('')}</g>
</svg>
`;
}

/**
 * As a terminal does, but between words and with the indent of the line. Only plain lines are that long.
 *
 * @param {string} row
 * @returns {string[]}
 */
function fold(row) {
  if (row.length <= widest || row.includes('\u001b')) return [row];
  const indent = ' '.repeat(row.length - row.trimStart().length);
  const cut = row.lastIndexOf(' ', widest);
  return [row.slice(0, cut), ...fold(indent + row.slice(cut + 1))];
}

/**
 * One `tspan` for each stretch of one style, with its length, so that columns stand below each other in any font.
 *
 * @param {string} row
 * @param {Theme} theme
 */
function spans(row, theme) {
  let [bold, dim, at] = [false, false, 0];
  let colour = theme.ink;
  let drawn = '';
  for (const part of `\u001b[0m${row}`.split('\u001b[').slice(1)) {
    const [code, text] = [part.slice(0, part.indexOf('m')), part.slice(part.indexOf('m') + 1)];
    if (code === '1') bold = true;
    if (code === '2') dim = true;
    if (code === '22') [bold, dim] = [false, false];
    if (code === '31') colour = theme.red;
    if (code === '32') colour = theme.green;
    if (code === '39') colour = theme.ink;
    for (const { 0: word, index } of text.matchAll(/\S+(?: \S+)*/g)) {
      const x = margin + (at + index) * column;
      const fill = dim ? theme.dim : colour;
      drawn += `<tspan x="${x.toFixed(1)}" textLength="${(word.length * column).toFixed(1)}"${bold ? ' font-weight="700"' : ''} fill="${fill}">${escapeXml(word)}</tspan>`;
    }
    at += text.length;
  }
  if (at > widest) throw new Error(`A line of ${at} characters is wider than the picture: ${row}`);
  return drawn;
}

/** @param {string} text */
function escapeXml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * What a command prints, in colours, to someone who has nothing but the README.
 *
 * @param {string} command
 * @param {string} folder
 */
function run(command, folder) {
  const bin = path('packages/cli/bin/distillable.cjs');
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, FORCE_COLOR: '1' };
  const { stdout, error } = spawnSync(process.execPath, [bin, ...command.split(' ').slice(1)], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (error !== undefined || stdout === '')
    throw new Error(`"${command}" printed nothing.`, { cause: error });
  return stdout;
}

/** @param {string} relative */
function path(relative) {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

const [target = path('docs')] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'distillable-picture-'));
try {
  const [, request = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(path('README.md'), 'utf8')) ?? [];
  writeFileSync(join(folder, 'body.json'), request);
  const session = commands.map((command) => ({ command, printed: run(command, folder) }));
  for (const [name, theme] of Object.entries(themes))
    writeFileSync(join(target, `terminal-${name}.svg`), draw(session, theme));
} finally {
  rmSync(folder, { recursive: true });
}
