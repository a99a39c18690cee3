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

/** Where a row may have the id of its generation. A plain `id` counts first only if it looks like OpenRouter's. */
export const idPaths: readonly string[] = [
  'generation_id',
  'id',
  'response.id',
  'response.body.id',
  'metadata.generation_id',
  'metadata.id',
];

/** Where a row may have the text that the model made. */
export const textPaths: readonly string[] = [
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
