import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  ComponentRepository,
  Property,
  PropertyRepository,
  Tool,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as CycloneDxJson } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot7 } from '@cyclonedx/cyclonedx-library/Spec';
import type { AuditedFile } from '../report.js';
import type { EvidenceFacts, ModelPart } from './facts.js';

/**
 * The data as a CycloneDX 1.7 BOM: a component of type `data` with its files and their SHA-256, which depends on a
 * `machine-learning-model` for each model. Roles, rows, verdicts, duties and conflicts are
 * properties under `distillable:`.
 *
 * Left out, since no audit can know it: `licenses`, `supplier`, `data[].classification`, `sensitiveData`, `governance`.
 */
export function toCycloneDx({ report, models, name, description, uuid }: EvidenceFacts): object {
  const dataset = new Component(ComponentType.Data, name, {
    bomRef: 'dataset',
    description,
    components: new ComponentRepository(report.files.map(toFile)),
    properties: propertiesOf({
      rows: report.totals.rows,
      corrupt: report.totals.corrupt,
      ...report.totals.verdicts,
    }),
  });
  const bom = new Bom();
  bom.serialNumber = `urn:uuid:${uuid}`;
  bom.metadata.timestamp = new Date(report.generatedAt);
  bom.metadata.tools.tools.add(new Tool({ name: 'distillable', version: report.version }));
  bom.metadata.component = dataset;
  for (const [index, model] of models.entries()) {
    const component = toModel(model, `model-${index + 1}`);
    bom.components.add(component);
    dataset.dependencies.add(component.bomRef);
  }
  const normal = new CycloneDxJson.Normalize.Factory(Spec1dot7)
    .makeForBom()
    .normalize(bom, { sortLists: true });
  // The library has no model of `data` yet.
  const data = [{ type: 'dataset', name, description }];
  return { ...normal, metadata: { ...normal.metadata, component: { ...normal.metadata?.component, data } } };
}

function toFile({ file, rows, sha256 }: AuditedFile, index: number): Component {
  const component = new Component(ComponentType.File, file === '-' ? 'stdin' : file, {
    bomRef: `file-${index + 1}`,
    properties: propertiesOf({ rows }),
  });
  if (sha256 !== null) component.hashes.set(HashAlgorithm['SHA-256'], sha256);
  return component;
}

function toModel(
  { name, slugs, author, rows, roles, verdicts, claims }: ModelPart,
  bomRef: string,
): Component {
  const component = new Component(ComponentType.MachineLearningModel, name, {
    bomRef,
    ...(author === null ? {} : { publisher: author }),
    properties: propertiesOf({
      rows,
      ...(slugs.length === 0 ? {} : { means: slugs.join(' or ') }),
      verdict: verdicts.join(', '),
      ...Object.fromEntries(roles.map((each) => [`role:${each.role}`, each.rows])),
    }),
  });
  for (const { kind, code, text, sources } of claims)
    component.properties.add(new Property(`distillable:${kind}:${code}`, [text, ...sources].join(' ')));
  return component;
}

function propertiesOf(values: Readonly<Record<string, string | number>>): PropertyRepository {
  const properties = Object.entries(values).map(
    ([key, value]) => new Property(`distillable:${key}`, String(value)),
  );
  return new PropertyRepository(properties);
}
