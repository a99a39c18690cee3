import { z } from 'zod';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullish(),
});

const tool = z.looseObject({
  type: z.string(),
  function: z
    .looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() })
    .optional(),
});

const toolChoice = z.union([
  z.string(),
  z.looseObject({ type: z.string(), function: z.looseObject({ name: z.string() }).optional() }),
]);

/** What the sandbox reads of a chat body; routing reads further fields. */
export interface ChatBody {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ChatTool[] | null | undefined;
  readonly tool_choice?: ChatToolChoice | null | undefined;
}

interface ChatMessage {
  readonly role: string;
  readonly content?:
    | string
    | readonly { readonly type: string; readonly text?: string | undefined }[]
    | null
    | undefined;
}

interface ChatTool {
  readonly type: string;
  readonly function?: ChatFunction | undefined;
}

interface ChatFunction {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
}

type ChatToolChoice =
  | string
  | { readonly type: string; readonly function?: { readonly name: string } | undefined };

/** @see https://openrouter.ai/docs/api-reference/chat-completion (OpenAPI description read 2026-08-22) */
export const chatBodySchema: z.ZodType<ChatBody> = z.looseObject({
  messages: z.array(message).min(1),
  tools: z.array(tool).nullish(),
  tool_choice: toolChoice.nullish(),
});
