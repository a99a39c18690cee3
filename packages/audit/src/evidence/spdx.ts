import { describeRoles, type EvidenceFacts, yours } from './facts.js';
import type { Hand } from './model-parts.js';
import type { Digest } from './statement.js';

/**
 * The data as an SPDX 3.0.1 document (JSON-LD): a dataset package with its files and their SHA-256, and an AI package for
 * each model, with the relationship that says what it did, and its duties and conflicts as annotations.
 *
 * Left out, since no audit can know it: `originatedBy`, `releaseTime`, `builtTime`, `software_downloadLocation` and the
 * licences. Without them it does not claim the profiles `dataset` and `ai`.
 */
export function toSpdx(facts: EvidenceFacts, audit: Digest): object {
  const { report, models, name, description, uuid } = facts;
  const id = (what: string): string => `urn:uuid:${uuid}#${what}`;
  const creationInfo = '_:creation';
  const element = (type: string, what: string, fields: object): SpdxElement => ({
    type,
    spdxId: id(what),
    creationInfo,
    ...fields,
  });
  const relate = (
    what: string,
    relationshipType: string,
    from: string,
    to: readonly string[],
    more: object = {},
  ): SpdxElement =>
    element('Relationship', what, { from: id(from), relationshipType, to: to.map(id), ...more });

  const bytes = report.files.map((file) => file.bytes);
  const elements = [
    element('SoftwareAgent', 'distillable', { name: `distillable ${report.version}` }),
    element('dataset_DatasetPackage', 'dataset', {
      name,
      description,
      comment: `${yours}: originatedBy, releaseTime, builtTime, software_downloadLocation, intended use, licences`,
      dataset_datasetType: ['noAssertion'],
      ...(bytes.every((each) => each !== null)
        ? { dataset_datasetSize: bytes.reduce((sum, each) => sum + each, 0) }
        : {}),
      software_primaryPurpose: 'data',
    }),
    ...report.files.map(({ file, rows, sha256 }, index) =>
      element('software_File', `file-${index + 1}`, {
        name: file === '-' ? 'stdin' : file,
        summary: `${rows} rows`,
        ...(sha256 === null ? {} : { verifiedUsing: [hashOf(sha256)] }),
      }),
    ),
    element('software_File', 'audit', { name: audit.path, verifiedUsing: [hashOf(audit.sha256)] }),
    ...models.map((model, index) =>
      element('ai_AIPackage', `model-${index + 1}`, {
        name: model.name,
        ...(model.slugs.length === 1 && model.slugs[0] === model.name
          ? {}
          : { summary: `means ${model.slugs.join(' or ') || 'no known model'}` }),
        ai_informationAboutApplication: describeRoles(model),
        software_primaryPurpose: 'model',
      }),
    ),
    ...models.flatMap(({ claims }, index) =>
      claims.map(({ kind, code, text, sources }, at) =>
        element('Annotation', `model-${index + 1}-${kind}-${at + 1}`, {
          annotationType: 'other',
          subject: id(`model-${index + 1}`),
          statement: `${kind} ${code}: ${[text, ...sources].join(' ')}`,
        }),
      ),
    ),
    ...(report.files.length === 0
      ? []
      : [
          relate(
            'contains',
            'contains',
            'dataset',
            report.files.map((_, index) => `file-${index + 1}`),
          ),
        ]),
    relate('evidence', 'hasEvidence', 'dataset', ['audit']),
    ...models.map((model, index) => {
      const [from, to] =
        model.hand === 'assessed' ? ['dataset', `model-${index + 1}`] : [`model-${index + 1}`, 'dataset'];
      return relate(`hand-${index + 1}`, relationships[model.hand], from ?? '', [to ?? ''], {
        comment: describeRoles(model),
      });
    }),
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

interface SpdxElement {
  readonly type: string;
  readonly spdxId: string;
  readonly creationInfo: string;
}

/** From the model to the data; where it only assessed, the data used it as a tool. */
const relationships: Readonly<Record<Hand, string>> = {
  wrote: 'generates',
  assessed: 'usesTool',
  unclear: 'other',
};

function hashOf(sha256: string): object {
  return { type: 'Hash', algorithm: 'sha256', hashValue: sha256 };
}
