import { type ApiShape, apiShapes } from '../api/index.js';
import { compilePathTemplate } from './paths.js';

/** Text that was made earlier, perhaps by a request that no one judged, and how its response is read. */
export interface StoredText {
  /** The API shape that the response is verified as. */
  readonly shape: ApiShape;
  /** Whether it is a file with one result of a batch in each line. */
  readonly isLines: boolean;
}

/** What is known of a path that hands out stored text. */
export type StoredPath = StoredText | { readonly unverifiable: string };

/** Says what a path hands out; null where it is not known to hand out stored text. */
export type StoredPathReader = (method: string, path: string) => StoredPath | null;

/**
 * Compiles the paths that hand out stored text under a root. Those whose responses name their model are verified; the
 * others can't be.
 *
 * @param root as it is written, without `/` at the end
 * @see https://openrouter.ai/docs/api-reference (the OpenAPI description; read 2026-08-22): generations and files; for
 * containers `@openrouter/sdk` 1.3.19, for batches https://openrouter.ai/docs/batch-quickstart (read 2026-11-24), for
 * stored responses and chats openai 6.49, for batches of messages @anthropic-ai/sdk 1.12
 */
export function compileStoredPaths(root: string): StoredPathReader {
  const paths = [...verifiedPaths(root), ...unverifiablePaths(root)].map(([method, template, stored]) => ({
    method,
    matches: compilePathTemplate(template),
    stored,
  }));
  return (method, path) => paths.find((each) => each.method === method && each.matches(path))?.stored ?? null;
}

type Row = readonly [method: string, template: string, stored: StoredPath];

function verifiedPaths(root: string): readonly Row[] {
  const asShape = (shape: ApiShape): StoredText => ({ shape, isLines: false });
  const lines: StoredText = { shape: 'batch', isLines: true };
  const batches = [...apiShapes.batch.paths(root), `${root}/batches`].flatMap((path): Row[] => [
    ['GET', path, asShape('batch')],
    ['GET', `${path}/{id}`, asShape('batch')],
    ['POST', `${path}/{id}/cancel`, asShape('batch')],
    ['GET', `${path}/{id}/results`, lines],
  ]);
  return [
    ...batches,
    ['GET', `${root}/files/{file_id}/content`, lines],
    ['GET', `${root}/messages/batches/{id}/results`, lines],
    ['GET', `${root}/responses/{id}`, asShape('responses')],
    ['POST', `${root}/responses/{id}/cancel`, asShape('responses')],
    ['GET', `${root}/chat/completions/{id}`, asShape('chat')],
  ];
}

function unverifiablePaths(root: string): readonly Row[] {
  const unverifiable = { unverifiable: 'hands out stored text without the model that it comes from' };
  const intern = {
    unverifiable:
      'makes text by the model that is configured on the intern: the "model" of the request is documented as never used, so it can\'t be judged by that. Send the conversation to /chat/completions instead',
  };
  const agent = { unverifiable: 'sets up or runs an agent, whose models are not judged' };
  return [
    ['POST', `${root}/interns/{internId}/chat/completions`, intern],
    ['POST', `${root}/interns`, agent],
    ['PATCH', `${root}/interns/{internId}`, agent],
    ['POST', `${root}/interns/{internId}/provision`, agent],
    ['POST', `${root}/interns/{internId}/suspend`, agent],
    [
      'POST',
      `${root}/audio/transcriptions`,
      { unverifiable: 'makes text out of speech, which is not judged' },
    ],
    [
      'POST',
      `${root}/images`,
      { unverifiable: 'may stream the text of an SVG and of reasoning, which is not judged' },
    ],
    ['GET', `${root}/generation/content`, unverifiable],
    ['GET', `${root}/containers/{container_id}/files/{file_id}/content`, unverifiable],
    ['GET', `${root}/responses/{id}/input_items`, unverifiable],
    ['GET', `${root}/chat/completions`, unverifiable],
    ['GET', `${root}/chat/completions/{id}/messages`, unverifiable],
  ];
}
