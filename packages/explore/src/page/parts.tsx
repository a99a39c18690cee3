import { visibleText } from '@distillable/audit/browser';
import type { Verdict } from '@distillable/catalog';
import type { ComponentChildren, VNode } from 'preact';
import { hrefOf } from './route.js';

/** A verdict on a model or on a row, which may name none. */
export type ShownVerdict = Verdict | 'unnamed';

const words: Readonly<Record<ShownVerdict, string>> = {
  distillable: 'Distillable',
  'not-distillable': 'Not distillable',
  unknown: 'Unknown',
  dynamic: 'Server picks',
  unnamed: 'No model named',
};

/** Every verdict on a model. */
export const verdicts: readonly Verdict[] = ['distillable', 'not-distillable', 'dynamic', 'unknown'];

export function verdictWords(verdict: ShownVerdict): string {
  return words[verdict];
}

/** A verdict by its word and colour. */
export function VerdictBadge({ verdict }: { readonly verdict: ShownVerdict }): VNode {
  return <span class={`badge ${verdict}`}>{words[verdict]}</span>;
}

/** A link to the page of a model. */
export function ModelLink({ slug }: { readonly slug: string }): VNode {
  return (
    <a class="name" href={hrefOf({ page: 'model', slug })}>
      {visibleText(slug)}
    </a>
  );
}

/** Links to the pages of models; nothing for none. */
export function ModelLinks({ slugs }: { readonly slugs: readonly string[] }): VNode | null {
  if (slugs.length === 0) return null;
  return (
    <ul>
      {slugs.slice(0, 50).map((slug) => (
        <li key={slug}>
          <ModelLink slug={slug} />
        </li>
      ))}
    </ul>
  );
}

interface SectionProps {
  /** Of its heading. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a page, named by its heading. */
export function Section({ id, title, children }: SectionProps): VNode {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
