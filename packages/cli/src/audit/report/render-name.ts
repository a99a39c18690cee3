import type { RowPlace } from '../audit-report.js';
import { formatCount } from './format-numbers.js';
import { type Html, html } from './html.js';
import { visibleText } from './visible-text.js';

/** A name out of the data, kept apart from the direction of the text around it; null is `nameless`. */
export function renderName(name: string | null, nameless: string): Html {
  if (name === null) return html`<span class="nameless">${nameless}</span>`;
  if (name.trim() === '')
    return html`<bdi class="name">${JSON.stringify(name)}</bdi> <span class="nameless">(blank)</span>`;
  return html`<bdi class="name">${visibleText(name)}</bdi>`;
}

/** `file, line 12 (byte 3,456)`. */
export function renderPlace({ file, line, offset }: RowPlace): Html {
  const byte = offset === null ? '' : ` (byte ${formatCount(offset)})`;
  return html`${renderFile(file)}, line ${formatCount(line)}${byte}`;
}

export function renderFile(file: string): Html {
  return file === '-' ? html`<span class="nameless">Standard input</span>` : renderName(file, '');
}
