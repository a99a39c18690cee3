import { countOf, visibleText } from '@distillable/audit/browser';
import type { TextPlace } from '@distillable/catalog';
import type { Decision, JudgedReference } from '@distillable/core';
import type { VNode } from 'preact';
import { type PlacedReference, piecesOf } from './judge-text.js';
import { ModelLink, Section, VerdictBadge } from './parts.js';

/** Longer texts are judged and not marked: a browser takes long to lay them out. */
const maxMarked = 200_000;
/** At most this many references are marked and listed. */
const maxListed = 100;

interface Props {
  readonly text: string;
  readonly decision: Decision;
  readonly references: readonly PlacedReference[];
  readonly onReplace: (place: TextPlace, slug: string) => void;
}

/** The reasons, reference by reference; their places in the text; and the body that would be sent. */
export function RequestDecision({ text, decision, references, onReplace }: Props): VNode {
  const listed = references.slice(0, maxListed);
  const paths = new Set(references.map(({ reference }) => reference.path));
  const others = decision.violations.filter(({ path }) => !paths.has(path));
  return (
    <>
      {others.length > 0 && (
        <Section id="reasons" title="Reasons of the whole request">
          <ul>
            {others.map(({ path, code, message }) => (
              <li key={`${path} ${code}`}>
                {visibleText(message, 1_000)} <code>{code}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {listed.length > 0 && (
        <Section id="references" title="What it refers to">
          <ol class="references">
            {listed.map(({ reference, place, line }) => (
              <Reference
                key={reference.path}
                reference={reference}
                line={line}
                onUse={place === null ? null : (slug) => onReplace(place, slug)}
              />
            ))}
          </ol>
          {listed.length < references.length && (
            <p>and {countOf(references.length - listed.length, 'other reference')}.</p>
          )}
        </Section>
      )}
      {text.length <= maxMarked ? (
        <Section id="marked" title="Where they stand">
          <Marked text={text} references={listed} />
        </Section>
      ) : (
        <p>The text is too long to show where they stand.</p>
      )}
      {decision.allowed && <Guarded decision={decision} />}
    </>
  );
}

const outcomeWords: Readonly<Record<JudgedReference['outcome'], string>> = {
  allowed: 'Allowed',
  dropped: 'Taken out',
  refused: 'Rejected',
};

interface ReferenceProps {
  readonly reference: JudgedReference;
  readonly line: number | null;
  /** Null where nothing can be put in its place. */
  readonly onUse: ((slug: string) => void) | null;
}

function Reference({ reference, line, onUse }: ReferenceProps): VNode {
  const { path, role, requested, verdict, outcome, code, message, alternatives } = reference;
  return (
    <li>
      <strong>{outcomeWords[outcome]}:</strong>{' '}
      <span class="name">{visibleText(requested ?? 'no model named')}</span>{' '}
      <VerdictBadge verdict={verdict} />
      <span class="detail">
        {line === null ? 'not in the text' : `line ${line}`} · <code>{visibleText(path)}</code> · {role} ·{' '}
        <code>{code}</code>
      </span>
      {outcome !== 'allowed' && <p>{visibleText(message, 1_000)}</p>}
      {alternatives.length > 0 && (
        <p class="alternatives">
          Use instead:{' '}
          {alternatives.map((slug) =>
            onUse === null ? (
              <ModelLink key={slug} slug={slug} />
            ) : (
              <button key={slug} type="button" class="name" onClick={() => onUse(slug)}>
                {visibleText(slug)}
              </button>
            ),
          )}
        </p>
      )}
    </li>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly references: readonly PlacedReference[];
}

function Marked({ text, references }: MarkedProps): VNode {
  const pieces = piecesOf(
    text,
    references.map(({ place }) => place),
  );
  return (
    <pre>
      {pieces.map(({ text: piece, at }, index) => {
        const outcome = at === null ? undefined : references[at]?.reference.outcome;
        const shown = visibleLines(piece);
        if (at === null || outcome === undefined) return shown;
        return (
          <mark key={index} class={outcome} data-number={at + 1}>
            {shown}
          </mark>
        );
      })}
    </pre>
  );
}

/** White space is what it is in a text of several lines. */
function visibleLines(text: string): string {
  return text
    .split(/([\n\r\t]+)/)
    .map((part, index) => (index % 2 === 0 ? visibleText(part, maxMarked) : part))
    .join('');
}

function Guarded({ decision }: { readonly decision: Decision }): VNode {
  return (
    <Section id="guarded" title="What would be sent">
      <ul>
        {decision.changes.map((change) => (
          <li key={change.path}>
            {change.op} <code>{visibleText(change.path)}</code>
            {'value' in change && (
              <>
                : <code>{visibleText(JSON.stringify(change.value), 300)}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
