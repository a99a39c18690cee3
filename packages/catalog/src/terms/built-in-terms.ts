import { once } from '../once.js';
import type { TermsTable } from './terms.js';
import { termsTableInfo, termsText } from './terms-data.js';

/**
 * What licences, service terms and hosts say about training on outputs, as read on its date. Read on first use, then kept.
 */
export const builtInTerms: () => TermsTable = /* @__PURE__ */ once(() => {
  // Checked when it was written, and by a test: what checks a table takes longer to load than this takes to read.
  const { date, entries }: Pick<TermsTable, 'date' | 'entries'> = JSON.parse(termsText);
  return { date, digest: termsTableInfo.digest, entries };
});
