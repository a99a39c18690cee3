import { once } from '../once.js';
import type { TermsEntry, TermsTable } from './terms.js';
import { termsTableInfo, termsText } from './terms-data.js';

/** What the text leaves out. */
const defaults = {
  host: null,
  conditions: [],
  clause: null,
  url: null,
  effective: null,
  read: null,
} satisfies Partial<TermsEntry>;

type ShortEntry = Omit<TermsEntry, keyof typeof defaults> & Partial<TermsEntry>;

/**
 * What licences, service terms and hosts say about training on outputs, as read on its date. Read on first use, then kept.
 */
export const builtInTerms: () => TermsTable = /* @__PURE__ */ once(() => {
  // Checked when it was written, and by a test: what checks a table takes longer to load than this takes to read.
  const { entries }: { readonly entries: readonly ShortEntry[] } = JSON.parse(termsText);
  const { date, digest } = termsTableInfo;
  return { date, digest, entries: entries.map((entry) => ({ ...defaults, ...entry })) };
});
