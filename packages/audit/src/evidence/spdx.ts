import { sum } from '../numbers.js';
import { describeRoles, type EvidenceFacts, type Hand, type ModelPart, yours } from './facts.js';
import type { Digest } from './statement.js';

/**
 * The data as an SPDX 3.0.1 document (JSON-LD): a dataset package with its files and their SHA-256, and an AI package for
 * each model, with the relationship that says what it did, and its duties and conflicts as annotations.
 *
 * Left out, since no audit can know it: `originatedBy`, `releaseTime`, `builtTime`, `software_downloadLocation` and the
 * licences. Without them it does not claim the profiles `dataset` and `ai`.
 */
export function toSpdx(facts: EvidenceFacts, audit: Digest): object {
  const { report, models, name, uuid } = facts;
  const maker = createMaker(uuid);
  const { id, element, relate } = maker;
  const files = report.files.map((_, index) => `file-${index + 1}`);
  const elements = [
    element('SoftwareAgent', 'distillable', { name: `distillable ${report.version}` }),
    toDataset(facts, maker),
    ...report.files.map(({ file, rows, sha256 }, index) =>
      element('software_File', `file-${index + 1}`, {
        name: file === '-' ? 'stdin' : file,
        summary: `${rows} rows`,
        ...(sha256 === null ? {} : { verifiedUsing: [hashOf(sha256)] }),
      }),
    ),
    element('software_File', 'audit', { name: audit.path, verifiedUsing: [hashOf(audit.sha256)] }),
    ...models.map((model, index) => toPackage(model, `model-${index + 1}`, maker)),
    ...models.flatMap((model, index) => toAnnotations(model, `model-${index + 1}`, maker)),
    ...(files.length === 0 ? [] : [relate('contains', 'contains', 'dataset', files)]),
    relate('evidence', 'hasEvidence', 'dataset', ['audit']),
    ...models.map((model, index) => toHand(model, index + 1, maker)),
  ];
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': creationInfo,
        created: report.generatedAt.replace(/\.\d+Z$/, 'Z'),
        createdBy: [id('distillable')],
        specVersion: '3.0.1',
      },
      element('SpdxDocument', 'document', {
        name,
        profileConformance: ['core', 'software'],
        rootElement: [id('dataset')],
        element: elements.map(({ spdxId }) => spdxId),
      }),
      ...elements,
    ],
  };
}

const creationInfo = '_:creation';

interface SpdxElement {
  readonly type: string;
  readonly spdxId: string;
  readonly creationInfo: string;
}

/** Makes the elements of one document. They are named by what they are: `dataset`, `model-1`. */
interface ElementMaker {
  readonly id: (what: string) => string;
  readonly element: (type: string, what: string, fields: object) => SpdxElement;
  readonly relate: (
    what: string,
    relationshipType: string,
    from: string,
    to: readonly string[],
    more?: object,
  ) => SpdxElement;
}

function createMaker(uuid: string): ElementMaker {
  const id = (what: string): string => `urn:uuid:${uuid}#${what}`;
  const element: ElementMaker['element'] = (type, what, fields) => ({
    type,
    spdxId: id(what),
    creationInfo,
    ...fields,
  });
  return {
    id,
    element,
    relate: (what, relationshipType, from, to, more = {}) =>
      element('Relationship', what, { from: id(from), relationshipType, to: to.map(id), ...more }),
  };
}

function toDataset({ report, name, description }: EvidenceFacts, { element }: ElementMaker): SpdxElement {
  const bytes = report.files.map((file) => file.bytes);
  return element('dataset_DatasetPackage', 'dataset', {
    name,
    description,
    comment: `${yours}: originatedBy, releaseTime, builtTime, software_downloadLocation, intended use, licences`,
    dataset_datasetType: ['noAssertion'],
    ...(bytes.every((each) => each !== null) ? { dataset_datasetSize: sum(bytes) } : {}),
    software_primaryPurpose: 'data',
  });
}

function toPackage(model: ModelPart, what: string, { element }: ElementMaker): SpdxElement {
  const { name, slugs } = model;
  return element('ai_AIPackage', what, {
    name,
    ...(slugs.length === 1 && slugs[0] === name
      ? {}
      : { summary: `means ${slugs.join(' or ') || 'no known model'}` }),
    ai_informationAboutApplication: describeRoles(model),
    software_primaryPurpose: 'model',
  });
}

function toAnnotations({ claims }: ModelPart, what: string, { id, element }: ElementMaker): SpdxElement[] {
  return claims.map(({ kind, code, text, sources }, at) =>
    element('Annotation', `${what}-${kind}-${at + 1}`, {
      annotationType: 'other',
      subject: id(what),
      statement: `${kind} ${code}: ${[text, ...sources].join(' ')}`,
    }),
  );
}

const relationships: Readonly<Record<Hand, string>> = {
  wrote: 'generates',
  assessed: 'usesTool',
  unclear: 'other',
};

/** From the model to the data; where it only assessed, the data used it as a tool. */
function toHand(model: ModelPart, number: number, { relate }: ElementMaker): SpdxElement {
  const { hand } = model;
  const [from, to] =
    hand === 'assessed'
      ? (['dataset', `model-${number}`] as const)
      : ([`model-${number}`, 'dataset'] as const);
  return relate(`hand-${number}`, relationships[hand], from, [to], { comment: describeRoles(model) });
}

function hashOf(sha256: string): object {
  return { type: 'Hash', algorithm: 'sha256', hashValue: sha256 };
}
