import { formatCount, visibleText } from '@distillable/audit/browser';
import { type CatalogModel, type Permission, termsOf } from '@distillable/catalog';
import { evaluate, type JudgedReference } from '@distillable/core';
import type { VNode } from 'preact';
import { formatPrice, historyOf, meaningOf, relatedRows } from './model-facts.js';
import { ModelLink, ModelLinks, Section, VerdictBadge } from './parts.js';
import { TermsSections } from './terms-sections.js';
import type { World } from './world.js';

const permissionWords: Readonly<Record<Permission, string>> = {
  distillable: 'It is in OpenRouter’s list of distillable models.',
  'not-distillable': 'It is in OpenRouter’s list of models that are not distillable.',
  conflicting: 'It is in both of OpenRouter’s lists, so it is not allowed.',
  unlisted: 'It is in neither of OpenRouter’s lists.',
};

/** All facts about one slug. */
export function ModelPage({ slug, world }: { readonly slug: string; readonly world: World }): VNode {
  const { snapshot, policy, terms, now } = world;
  const { model, verdict } = snapshot.resolve(slug);
  const judged = evaluate({ model: slug }, snapshot, policy, { shape: 'chat', now, alternatives: 5 });
  const reference = judged.references.find(({ path }) => path === '/model');
  return (
    <article>
      <h1 tabIndex={-1}>
        <span class="name">{visibleText(slug)}</span>
      </h1>
      <section class={`verdict ${verdict}`} aria-labelledby="verdict">
        <h2 id="verdict">
          <VerdictBadge verdict={verdict} />
        </h2>
        {reference !== undefined && reference.code !== 'DISTILLABLE' && (
          <p>{visibleText(reference.message, 1_000)}</p>
        )}
        {model !== null && <LabelSentence slug={slug} model={model} />}
      </section>
      {verdict === 'unknown' && <MeaningSection slug={slug} world={world} />}
      {reference !== undefined && <Alternatives reference={reference} />}
      {model !== null && model.kind === 'model' && (
        <TermsSections terms={termsOf(model, terms)} date={terms.date} />
      )}
      {model !== null && <History model={model} world={world} />}
      {model !== null && <Figures model={model} />}
    </article>
  );
}

function LabelSentence({ slug, model }: { readonly slug: string; readonly model: CatalogModel }): VNode {
  return (
    <p>
      {model.slug !== slug && (
        <>
          It stands for <ModelLink slug={model.slug} />.{' '}
        </>
      )}
      {permissionWords[model.permission]}
    </p>
  );
}

function MeaningSection({ slug, world }: { readonly slug: string; readonly world: World }): VNode | null {
  const meaning = meaningOf(slug, world.snapshot);
  if (meaning === null) return null;
  return (
    <Section id="meaning" title="What the name means">
      <p>{visibleText(meaning.sentence, 500)}</p>
      <ModelLinks slugs={meaning.slugs} />
    </Section>
  );
}

function Alternatives({ reference }: { readonly reference: JudgedReference }): VNode | null {
  if (reference.alternatives.length === 0) return null;
  return (
    <Section id="alternatives" title="What to use instead">
      <p>The nearest models that may be used:</p>
      <ModelLinks slugs={reference.alternatives} />
    </Section>
  );
}

function History({ model, world }: { readonly model: CatalogModel; readonly world: World }): VNode {
  const today = new Date(world.now).toISOString().slice(0, 10);
  const { sameModel, aliases } = relatedRows(model, world.snapshot);
  return (
    <Section id="history" title="History and names">
      <ul>
        {historyOf(model, world.snapshot, today).map((sentence) => (
          <li key={sentence}>{visibleText(sentence, 500)}</li>
        ))}
        {model.huggingFaceId !== null && model.huggingFaceId !== '' && (
          <li>
            Its weights on Hugging Face: <code>{visibleText(model.huggingFaceId)}</code>
          </li>
        )}
      </ul>
      {aliases.length > 0 && <p>Aliases that stand for it in this list:</p>}
      <ModelLinks slugs={aliases} />
      {sameModel.length > 0 && <p>Other rows of the same model, each with a label of its own:</p>}
      <ModelLinks slugs={sameModel} />
    </Section>
  );
}

function Figures({ model }: { readonly model: CatalogModel }): VNode {
  const figures: readonly (readonly [string, string])[] = [
    ['Name', model.name],
    ['Context', model.contextLength === null ? '–' : `${formatCount(model.contextLength)} tokens`],
    ['Prompt', `${formatPrice(model.promptPrice)} $ per million tokens`],
    ['Completion', `${formatPrice(model.completionPrice)} $ per million tokens`],
    ['Takes', model.inputModalities.join(', ') || '–'],
    ['Returns', model.outputModalities.join(', ') || '–'],
    ['Parameters', model.supportedParameters.join(', ') || '–'],
  ];
  return (
    <Section id="figures" title="Figures">
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{visibleText(value, 1_000)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
