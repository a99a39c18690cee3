import { compileField, type ReadField } from './field-path.js';
import { type FieldCandidate, type FoundField, findField } from './find-field.js';
import { parseTime } from './parse-time.js';

/** Columns that the user names, as dotted paths; undefined ones are found by name. */
export interface NamedFields {
  readonly model?: string | undefined;
  readonly time?: string | undefined;
  readonly id?: string | undefined;
  readonly text?: string | undefined;
}

/** Where the rows of one file have what an audit reads. */
export interface RowFields {
  readonly model: FoundField;
  readonly time: FoundField;
  readonly id: FoundField;
  readonly text: FoundField;
}

/** Where a model may be named, best known places first; what served goes before what was asked for. */
export const modelPaths: readonly string[] = [
  'model',
  'model_name',
  'generator',
  'metadata.model',
  'response.model',
  'response.body.model',
  'body.model',
  'request.model',
  'generation_model',
  'model_id',
  'teacher',
  'teacher_model',
  'metadata.model_name',
  'metadata.generator',
  'distilabel_metadata.model',
  'source_model',
  'completion_model',
  'response_model',
  'llm',
  'engine',
];

/** Where a row may say when it was made. */
export const timePaths: readonly string[] = [
  'created',
  'created_at',
  'createdAt',
  'timestamp',
  'time',
  'date',
  'generated_at',
  'response.created',
  'response.created_at',
  'response.body.created',
  'response.body.created_at',
  'metadata.created',
  'metadata.created_at',
  'metadata.timestamp',
];

/** Where a row may have the id of its generation. A plain `id` counts first only where it looks like OpenRouter's. */
const idPaths: readonly string[] = [
  'generation_id',
  'id',
  'response.id',
  'response.body.id',
  'metadata.generation_id',
  'metadata.id',
];

/** Where a row may have the text that the model made. */
const textPaths: readonly string[] = [
  'response',
  'completion',
  'output',
  'text',
  'choices[0].message.content',
  'choices[0].text',
  'response.choices[0].message.content',
  'response.body.choices[0].message.content',
  'messages[-1].content',
  'answer',
  'generation',
  'content',
];

/** Finds the fields of one file. Fields are found anew for each, since files may differ. */
export function findRowFields(named: NamedFields): RowFields {
  const of = (path: string | undefined, usual: readonly string[]): readonly string[] =>
    path === undefined ? usual : [path];
  const candidates = (paths: readonly string[], accepts: FieldCandidate['accepts']): FoundField =>
    findField(paths.map((path) => ({ path, read: compileField(path), accepts })));
  return {
    model: candidates(of(named.model, modelPaths), isGiven),
    time: candidates(of(named.time, timePaths), (value) => parseTime(value) !== null),
    id: named.id === undefined ? findId() : candidates([named.id], isText),
    text: findField(
      of(named.text, textPaths).map((path) => ({ path, read: readText(path), accepts: isText })),
    ),
  };
}

/** Empty text and null name nothing; a number or a list in a model's place is wrong, and is told so. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function findId(): FoundField {
  const place = (path: string, accepts: FieldCandidate['accepts']): FieldCandidate => ({
    path,
    read: compileField(path),
    accepts,
  });
  const isGeneration = (value: unknown): boolean => typeof value === 'string' && value.startsWith('gen-');
  return findField([
    ...idPaths.map((path) => place(path, path === 'id' ? isGeneration : isText)),
    place('id', isText),
  ]);
}

/** Text, or a list of parts of which some hold text. Of a conversation only what an assistant said counts. */
function readText(path: string): ReadField {
  const read = compileField(path);
  const isLastMessage = path === 'messages[-1].content';
  const readRole = compileField('messages[-1].role');
  return (row) => {
    if (isLastMessage && readRole(row) !== 'assistant') return undefined;
    const value = read(row);
    return Array.isArray(value) ? value.map(partText).join('') : value;
  };
}

function partText(part: unknown): string {
  if (typeof part !== 'object' || part === null || !('type' in part) || !('text' in part)) return '';
  const isTold = part.type === 'text' || part.type === 'output_text';
  return isTold && typeof part.text === 'string' ? part.text : '';
}
