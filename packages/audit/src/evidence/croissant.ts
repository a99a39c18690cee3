import { countOf } from '../numbers.js';
import { type PathStep, parsePath } from '../places/parse-path.js';
import type { AuditedFile, AuditedPlace } from '../report.js';
import type { AuditedTerms } from '../terms-sum.js';
import { claimText, describeRoles, type EvidenceFacts, type Hand, type ModelPart } from './facts.js';

/**
 * The data as Croissant 1.1 (JSON-LD): its files, the fields that name models, and for each model who it is
 * (`prov:wasAttributedTo`) and what it did (`prov:wasGeneratedBy`), with roles and rows; duties are `usageInfo`.
 *
 * Left out, since no audit can know it: `license`, `url`, `creator`, `datePublished`.
 */
export function toCroissant({ report, models, name, description }: EvidenceFacts): object {
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name,
    description,
    'prov:wasAttributedTo': models.map(toAgent),
    'prov:wasGeneratedBy': models.map(toActivity),
    ...(report.terms.duties.length === 0 ? {} : { usageInfo: toUsageInfo(report.terms) }),
    distribution: report.files.map(toFileObject),
    recordSet: report.files.flatMap(toRecordSet),
  };
}

const activityLabels: Readonly<Record<Hand, string>> = {
  wrote: 'Text written by a model',
  assessed: 'Text compared, labelled or checked by a model',
  unclear: 'A model is named; the data does not say what it did',
};

function toAgent({ name, slugs, author }: ModelPart, index: number): object {
  return {
    '@type': ['prov:Agent', 'prov:SoftwareAgent'],
    '@id': `#model-${index + 1}`,
    'prov:label': name,
    ...(slugs.length === 0 || slugs[0] === name ? {} : { alternateName: slugs }),
    ...(author === null ? {} : { 'prov:actedOnBehalfOf': { '@type': 'prov:Agent', 'prov:label': author } }),
  };
}

function toActivity(model: ModelPart, index: number): object {
  return {
    '@type': 'prov:Activity',
    'prov:label': activityLabels[model.hand],
    description: `${model.name}: ${describeRoles(model)}`,
    'prov:wasAssociatedWith': { '@id': `#model-${index + 1}` },
    'prov:qualifiedAssociation': model.roles.map(({ role, rows }) => ({
      '@type': 'prov:Association',
      'prov:agent': { '@id': `#model-${index + 1}` },
      'prov:hadRole': { '@type': 'prov:Role', 'prov:label': role },
      size: rows,
    })),
  };
}

/** Obligations only: whether anything is permitted is not for an audit to say. */
function toUsageInfo({ duties, table }: AuditedTerms): object {
  return {
    '@type': ['CreativeWork', 'odrl:Offer'],
    name: `Duties by the licences and terms of the models, as read until ${table.date}`,
    'odrl:obligation': duties.map((duty) => ({
      '@type': 'odrl:Duty',
      name: claimText(duty),
      description: `${countOf(duty.rows, 'row')}: ${duty.models.map(({ model }) => model).join(', ')}`,
      'odrl:action': { '@id': `urn:distillable:duty:${encodeURIComponent(duty.condition)}` },
      citation: duty.sources.flatMap(({ source }) => source ?? []),
    })),
  };
}

const mediaTypes: Readonly<Record<AuditedFile['format'], string>> = {
  jsonl: 'application/jsonlines',
  json: 'application/json',
  csv: 'text/csv',
  parquet: 'application/x-parquet',
};

function toFileObject({ file, format, bytes, sha256 }: AuditedFile, index: number): object {
  const compression = /\.gz$/i.test(file)
    ? 'application/gzip'
    : /\.zst$/i.test(file)
      ? 'application/zstd'
      : null;
  return {
    '@type': 'cr:FileObject',
    '@id': `file-${index + 1}`,
    name: file === '-' ? 'stdin' : file,
    ...(file === '-' ? {} : { contentUrl: file }),
    ...(bytes === null ? {} : { contentSize: `${bytes} B` }),
    encodingFormat: compression === null ? mediaTypes[format] : [mediaTypes[format], compression],
    ...(sha256 === null ? {} : { sha256 }),
  };
}

/** The rows of a file with the fields that name models, as far as JSONPath or a column can say where they are. */
function toRecordSet({ format, places }: AuditedFile, index: number): readonly object[] {
  const fields = places.flatMap((place, at) =>
    toField(place, format, `file-${index + 1}`, `rows-${index + 1}/model-${at + 1}`),
  );
  if (fields.length === 0) return [];
  return [{ '@type': 'cr:RecordSet', '@id': `rows-${index + 1}`, name: `rows-${index + 1}`, field: fields }];
}

function toField(
  { place, role, rows }: AuditedPlace,
  format: AuditedFile['format'],
  file: string,
  id: string,
): readonly object[] {
  const extract = toExtract(stepsOf(place), format);
  if (extract === null) return [];
  return [
    {
      '@type': 'cr:Field',
      '@id': id,
      name: id,
      description: `Names a model in the role ${role}, in ${rows} rows`,
      dataType: 'sc:Text',
      equivalentProperty: 'prov:wasAttributedTo',
      source: { fileObject: { '@id': file }, extract },
    },
  ];
}

/** None for a place that an audit did not write so. */
function stepsOf(place: string): readonly PathStep[] {
  try {
    return parsePath(place);
  } catch {
    return [];
  }
}

function toExtract(steps: readonly PathStep[], format: AuditedFile['format']): object | null {
  const [first] = steps;
  if (first === undefined) return null;
  if (format === 'csv' || format === 'parquet')
    return steps.length === 1 && first.kind === 'key' ? { column: first.key } : null;
  const parts = steps.map((step): string | null => {
    if (step.kind === 'key') return `[${JSON.stringify(step.key)}]`;
    if (step.kind === 'item') return step.index === null ? '[*]' : `[${step.index}]`;
    return step.kind === 'any' ? '.*' : null;
  });
  return parts.includes(null) ? null : { jsonPath: `$${parts.join('')}` };
}

const termsOfCroissant = [
  'annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field',
  'fileProperty fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField',
  'recordSet references regex readLines sdVersion separator source subField transform unArchive value',
].flatMap((words) => words.split(' '));

/** The names of Croissant 1.1, with those of PROV and ODRL. */
const context: object = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  ...Object.fromEntries(termsOfCroissant.map((term) => [term, `cr:${term}`])),
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
};
