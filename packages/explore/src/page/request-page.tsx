import { countOf, visibleText } from '@distillable/audit/browser';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { type JudgedText, judgeText, type RequestText, replaceAt } from './judge-text.js';
import { RequestDecision } from './request-decision.js';
import type { World } from './world.js';

export const startRequest: RequestText = { text: '', naming: 'wire' };

interface Props {
  readonly world: World;
  readonly request: RequestText;
  readonly onRequest: (request: RequestText) => void;
}

/** A request is pasted, and judged while the user types. */
export function RequestPage({ world, request, onRequest }: Props): VNode {
  const judged = useMemo(() => judgeText(request, world), [request, world]);
  const example = exampleOf(world);
  return (
    <section>
      <h1 tabIndex={-1}>Check a request</h1>
      <p class="intro">
        Paste the body of a request. It is judged here, in your browser, as <code>distillable check</code>{' '}
        judges it.
      </p>
      <label class="field">
        Request as JSON
        <textarea
          rows={12}
          spellcheck={false}
          autocomplete="off"
          value={request.text}
          onInput={(event) => onRequest({ ...request, text: event.currentTarget.value })}
        />
      </label>
      <div class="actions">
        <button type="button" onClick={() => onRequest({ ...request, text: example })}>
          Use an example
        </button>
        <label>
          <input
            type="checkbox"
            checked={request.naming === 'sdk'}
            onChange={(event) =>
              onRequest({ ...request, naming: event.currentTarget.checked ? 'sdk' : 'wire' })
            }
          />{' '}
          Spelled as the official SDK takes it (camelCase)
        </label>
      </div>
      <div role="status">
        <Summary judged={judged} />
      </div>
      {judged.kind === 'judged' && (
        <RequestDecision
          text={request.text}
          decision={judged.decision}
          references={judged.references}
          onReplace={(place, slug) => onRequest({ ...request, text: replaceAt(request.text, place, slug) })}
        />
      )}
    </section>
  );
}

/** A request with one model that may be used and one that may not, as far as the list has them. */
function exampleOf({ rows }: World): string {
  const first = (wanted: string): string | undefined =>
    rows.find(({ verdict, model }) => verdict === wanted && model.kind === 'model')?.model.slug;
  const models = [first('distillable'), first('not-distillable')].filter((slug) => slug !== undefined);
  return JSON.stringify({ models, messages: [{ role: 'user', content: 'Hello' }] }, null, 2);
}

function Summary({ judged }: { readonly judged: JudgedText }): VNode | null {
  if (judged.kind === 'empty') return null;
  if (judged.kind === 'unreadable') {
    return <Result kind="unknown" word="Not readable" text={`The text is ${judged.problem}.`} />;
  }
  const { allowed, violationCount, changes } = judged.decision;
  if (!allowed) {
    return (
      <Result kind="not-distillable" word="Rejected" text={`For ${countOf(violationCount, 'reason')}.`} />
    );
  }
  const text =
    changes.length === 0
      ? 'It may be sent as it is.'
      : `It may be sent with ${countOf(changes.length, 'change')}.`;
  return <Result kind="distillable" word="Allowed" text={text} />;
}

interface ResultProps {
  readonly kind: 'distillable' | 'not-distillable' | 'unknown';
  readonly word: string;
  readonly text: string;
}

function Result({ kind, word, text }: ResultProps): VNode {
  return (
    <p class={`result ${kind}`}>
      <strong>{word}.</strong> {visibleText(text, 1_000)}
    </p>
  );
}
