import { once } from '../once.js';
import { parseTerms } from './parse-terms.js';
import type { TermsTable } from './terms.js';
import { termsText } from './terms-data.js';

/**
 * What licences, service terms and hosts say about training on outputs, as read on its date. Read on first use, then kept.
 */
export const builtInTerms: () => TermsTable = /* @__PURE__ */ once(() => parseTerms(JSON.parse(termsText)));
