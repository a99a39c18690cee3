import { formatCount } from '../numbers.js';
import type { AuditReport } from '../report.js';
import {
  describeDeclared,
  describePeriod,
  describeRoles,
  type EvidenceFacts,
  type Hand,
  type ModelPart,
  plain,
  table,
  yours,
} from './facts.js';

/**
 * The answers of an audit for section 2.5 (synthetic data) of the EU's template for the public summary of training content,
 * C(2025) 8311: which models, in which roles, in how many rows.
 */
export function toEuSummary({ report, models, name }: EvidenceFacts): string {
  const { rows, verdicts } = report.totals;
  return `# Public summary of training content: section 2.5, synthetic data

Of the template of the European Commission (C(2025) 8311, for Article 53(1)(d) of Regulation (EU) 2024/1689), the part that the audit of ${plain(name)} can support. All other sections are yours.

## Was synthetic data created by you or on your behalf to train the model?

_Yes or no: ${yours}. If the data comes from others, it may belong in section 2.1 or 2.2._

The audit saw: ${formatCount(rows - verdicts.unnamed)} of ${formatCount(rows)} rows name a model that had a hand in them. ${formatCount(verdicts.unnamed)} name none; that does not show that people wrote them. ${describePeriod(report)}${plain(describeDeclared(report), 1000)}

## Modality of the synthetic data

_Text, image, audio, video, other: ${yours}. The audit looks at names, not at content._

## General-purpose AI models that were used to generate it

${listOf(models, 'wrote', 'No row names a model that wrote it.')}
Whether a model is on the market, and the link to its own summary: ${yours}.

## Other AI models

Models that compared, labelled or checked the data:

${listOf(models, 'assessed', 'No row names one.')}
Models that the rows name without saying what they did:

${listOf(models, 'unclear', 'No row names one.')}
Models that files beside the data name, such as its card; no row is judged by them:

${listOutside(report)}
Models that leave no name in the rows, such as your own: ${yours}.

## Additional comments

_${yours}_
`;
}

function listOf(models: readonly ModelPart[], hand: Hand, none: string): string {
  const found = models.filter((model) => model.hand === hand);
  if (found.length === 0) return `${none}\n`;
  return table(
    ['model', 'which is', 'maker', 'rows', 'roles', 'on the market', 'link to its summary'],
    found.map((model) => [
      plain(model.name),
      model.slugs.map((slug) => plain(slug)).join(' or ') || yours,
      model.author === null ? yours : plain(model.author),
      formatCount(model.rows),
      describeRoles(model),
      yours,
      yours,
    ]),
  );
}

function listOutside({ outside }: AuditReport): string {
  if (outside.models.length === 0) return 'No file that was read names one.\n';
  return table(
    ['model', 'named in', 'what it did'],
    outside.models.map(({ model, file, line }) => [plain(model), `${plain(file)}, line ${line}`, yours]),
  );
}
