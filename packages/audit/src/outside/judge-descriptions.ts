import type { Identification } from '@distillable/catalog';
import type { JudgedName } from '../judge.js';
import type { NamedOutside, OutsideModel } from '../report.js';
import type { Description, Descriptions } from './read-descriptions.js';
import { type NameInText, scanText } from './scan-text.js';

/** How the models of descriptions are judged: by the newest list. */
export interface DescriptionJudge {
  /** Null if there is no list. */
  readonly identify: (name: string) => Identification | null;
  readonly judge: (name: string) => JudgedName;
}

/** Finds the models that descriptions name, and judges each once for each file. */
export function judgeDescriptions(
  { read, unread }: Descriptions,
  judge: DescriptionJudge,
): Omit<NamedOutside, 'advice'> {
  return {
    files: read.map(({ file }) => file),
    unread,
    models: read.flatMap((description) => judgeDescription(description, judge)).slice(0, maxModels),
  };
}

/** More are hardly those of one dataset: the files are a list of models. */
const maxModels = 1_000;

function judgeDescription({ file, text }: Description, parts: DescriptionJudge): readonly OutsideModel[] {
  const first = new Map<string, NameInText>();
  for (const found of scanText(text, (name) => isModel(name, parts)))
    if (!first.has(found.text)) first.set(found.text, found);
  return [...first.values()].map(({ text: model, line }) => {
    const { verdict, code, message, identified } = parts.judge(model);
    return { file, line, model, verdict, code, message, identified };
  });
}

/** The maker alone is enough where the key says that a model is named: in prose, it may be of anything. */
function isModel({ text, isValueOfModel }: NameInText, { identify }: DescriptionJudge): boolean {
  const certainty = identify(text)?.certainty ?? 'none';
  return certainty === 'author-only' ? isValueOfModel : certainty !== 'none';
}
