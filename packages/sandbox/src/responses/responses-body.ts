import { z } from 'zod';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: z.union([z.string(), z.array(part)]).nullish(),
});

const tool = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

/** What the sandbox reads of a body in the Responses shape; routing reads further fields. */
export interface ResponsesBody {
  readonly input: string | readonly InputItem[];
  readonly tools?: readonly ResponsesTool[] | null | undefined;
  readonly tool_choice?: ResponsesToolChoice | null | undefined;
}

interface InputItem {
  readonly type?: string | undefined;
  readonly role?: string | undefined;
  readonly content?:
    | string
    | readonly { readonly type: string; readonly text?: string | undefined }[]
    | null
    | undefined;
}

interface ResponsesTool {
  readonly type: string;
  readonly name?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
}

type ResponsesToolChoice = string | { readonly type: string; readonly name?: string | undefined };

/** @see https://openrouter.ai/docs/api-reference/responses (OpenAPI description read 2026-08-22) */
export const responsesBodySchema: z.ZodType<ResponsesBody> = z.looseObject({
  input: z.union([z.string(), z.array(item).min(1)]),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ type: z.string(), name: z.string().optional() })])
    .nullish(),
});
