import {
  type AuditReport,
  countOf,
  formatCount,
  formatShare,
  overallVerdict,
  renderHtmlReport,
  visibleText,
} from '@distillable/audit/browser';
import type { VNode } from 'preact';
import { Section, VerdictBadge } from './parts.js';

/** At most this many models, claims and rows are listed. The report that can be saved has more. */
const maxListed = 50;

const resultKinds = {
  allowed: 'distillable',
  'not-allowed': 'not-distillable',
  'not-proven': 'unknown',
} as const;

/** A summary of the audit, and the whole report to save. */
export function FileReport({ report }: { readonly report: AuditReport }): VNode {
  const { duties, conflicts } = report.terms;
  return (
    <>
      <div class="actions">
        <button type="button" onClick={() => save('audit.html', 'text/html', renderHtmlReport(report))}>
          Save the report
        </button>
        <button
          type="button"
          onClick={() => save('audit.json', 'application/json', JSON.stringify(report, null, 2))}
        >
          Save it as JSON
        </button>
      </div>
      <Models report={report} />
      <Claims id="owed" title="What the models ask for" claims={duties} />
      <Claims id="open" title="Where terms and label differ" claims={conflicts} />
      <Corrupt report={report} />
    </>
  );
}

/** The verdict on the whole file. */
export function FileVerdict({ report }: { readonly report: AuditReport }): VNode {
  const { standing, word, sentence, besides } = overallVerdict(report);
  const [file] = report.files;
  return (
    <p class={`result ${resultKinds[standing]}`}>
      <strong>{word}.</strong> {sentence} {besides}
      <span class="detail name">{visibleText(file?.file ?? '')}</span>
    </p>
  );
}

/** Hands a file over to the browser's downloads. */
function save(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Models({ report }: { readonly report: AuditReport }): VNode | null {
  const { models } = report;
  if (models.length === 0) return null;
  return (
    <Section id="models" title="Models">
      <table>
        <caption>By verdict, the worst first, then by rows</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Verdict</th>
            <th scope="col" class="number">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          {models.slice(0, maxListed).map(({ model, verdict, code, message, roles, rows, share, places }) => (
            <tr key={`${model} ${verdict} ${code}`}>
              <th scope="row">
                <span class="name">{model === null ? '(none)' : visibleText(model)}</span>
                <span class="detail">{visibleText(message, 600)}</span>
                <span class="detail">
                  {Object.keys(roles).join(', ')} {places.length > 0 && 'in '}
                  <code>{visibleText(places.slice(0, 5).join(', '), 300)}</code>
                </span>
              </th>
              <td>
                <VerdictBadge verdict={verdict} />
              </td>
              <td class="number">
                {formatCount(rows)}
                <span class="detail">{formatShare(share)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest all={models.length} what="model" />
    </Section>
  );
}

interface ClaimsProps {
  readonly id: string;
  readonly title: string;
  readonly claims: AuditReport['terms']['duties'] | AuditReport['terms']['conflicts'];
}

function Claims({ id, title, claims }: ClaimsProps): VNode | null {
  if (claims.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <ul>
        {claims.slice(0, maxListed).map(({ text, rows, models, sources, ifMakerServes }, index) => (
          <li key={index}>
            {visibleText(text, 600)}
            {ifMakerServes && ' This applies if the maker, or its cloud, served the rows.'}
            <span class="detail">
              {countOf(rows, 'row')} of{' '}
              {visibleText(
                models
                  .slice(0, 5)
                  .map(({ model }) => model)
                  .join(', '),
                300,
              )}
              {models.length > 5 && ' and others'} ·{' '}
              <code>{visibleText(sources.map(({ entry }) => entry ?? 'no text').join(', '), 300)}</code>
              {sources.every(({ verified }) => !verified) && ', not verified'}
            </span>
          </li>
        ))}
      </ul>
      <Rest all={claims.length} what="fact" />
    </Section>
  );
}

function Corrupt({ report }: { readonly report: AuditReport }): VNode | null {
  const { corrupt, totals } = report;
  if (totals.corrupt === 0) return null;
  return (
    <Section id="corrupt" title={`${countOf(totals.corrupt, 'row')} could not be read`}>
      <ul>
        {corrupt.slice(0, maxListed).map(({ line, message }) => (
          <li key={line}>
            Line {formatCount(line)}: {visibleText(message)}
          </li>
        ))}
      </ul>
      <Rest all={totals.corrupt} what="row" />
    </Section>
  );
}

function Rest({ all, what }: { readonly all: number; readonly what: string }): VNode | null {
  return all <= maxListed ? null : <p>and {countOf(all - maxListed, `other ${what}`)}.</p>;
}
