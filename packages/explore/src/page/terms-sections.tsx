import { visibleText } from '@distillable/audit/browser';
import type { ModelTerms, TermsLayer, TermsLayerKind, TermsStatement } from '@distillable/catalog';
import type { VNode } from 'preact';
import { Section } from './parts.js';

const layerWords: Readonly<Record<TermsLayerKind, string>> = {
  'weights-licence': 'Licence of the weights',
  'api-terms': 'Maker’s service',
  'host-terms': 'Host',
};

const statementWords: Readonly<Record<TermsStatement, string>> = {
  allowed: 'allows it',
  'allowed-with-conditions': 'allows it with conditions',
  disallowed: 'forbids it',
  silent: 'is silent on it',
  unknown: 'was not read',
};

/** Licences and terms for training on a model's outputs: layers, duties, and differences from the label. */
export function TermsSections({ terms, date }: { readonly terms: ModelTerms; readonly date: string }): VNode {
  const { layers, duties, conflicts } = terms;
  return (
    <>
      <Section id="layers" title="What licences and terms say">
        <p class="soft">Read by {date}: facts in own words, no legal advice.</p>
        {layers.length === 0 && <p>The table has no text on this model.</p>}
        <ul>
          {layers.map((layer) => (
            <Layer key={layer.id} layer={layer} />
          ))}
        </ul>
      </Section>
      {duties.length > 0 && (
        <Section id="duties" title="Duties">
          <ul>
            {duties.map(({ condition, text, ...source }) => (
              <li key={condition}>
                {visibleText(text, 1_000)} <Source {...source} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {conflicts.length > 0 && (
        <Section id="conflicts" title="Where terms and label differ">
          <ul>
            {conflicts.map(({ code, text, ...source }) => (
              <li key={`${code} ${source.entry}`}>
                {visibleText(text, 1_000)} <Source {...source} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Layer({ layer }: { readonly layer: TermsLayer }): VNode {
  const {
    id,
    layer: kind,
    statement,
    document,
    clause,
    summary,
    url,
    evidence,
    effective,
    ifMakerServes,
  } = layer;
  const dates = effective === null ? '' : `, effective ${effective}`;
  return (
    <li>
      <strong>
        {layerWords[kind]} {statementWords[statement]}
      </strong>
      {ifMakerServes && ' (if the maker serves)'}: {visibleText(summary, 1_000)}
      <span class="detail">
        {url === null ? (
          visibleText(document)
        ) : (
          <a href={url} rel="noreferrer">
            {visibleText(document)}
          </a>
        )}
        {clause !== null && `, ${visibleText(clause)}`} (
        {evidence === 'weak' ? 'weak, not verified' : evidence}
        {dates}) · <code>{id}</code>
      </span>
    </li>
  );
}

interface SourceProps {
  readonly entry: string | null;
  readonly verified: boolean;
  readonly ifMakerServes: boolean;
}

/** Which entry says so, and what it is worth. */
function Source({ entry, verified, ifMakerServes }: SourceProps): VNode | null {
  if (entry === null) return null;
  return (
    <span class="detail">
      <code>{entry}</code>
      {!verified && ', not verified'}
      {ifMakerServes && ', if the maker serves'}
    </span>
  );
}
