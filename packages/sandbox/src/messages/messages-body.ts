import { z } from 'zod';

const block = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(block)]),
});

const tool = z.looseObject({
  type: z.string().nullish(),
  name: z.string().optional(),
  input_schema: z.record(z.string(), z.unknown()).optional(),
});

/** What the sandbox reads of a body in Anthropic's shape; routing reads further fields. */
export interface MessagesBody {
  readonly messages: readonly Message[];
  readonly tools?: readonly MessagesTool[] | null | undefined;
  readonly tool_choice?: { readonly type: string; readonly name?: string | undefined } | null | undefined;
}

interface Message {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string | undefined }[];
}

interface MessagesTool {
  readonly type?: string | null | undefined;
  readonly name?: string | undefined;
  readonly input_schema?: Readonly<Record<string, unknown>> | undefined;
}

/** @see https://openrouter.ai/docs/api-reference/create-a-message (OpenAPI description read 2026-08-22) */
export const messagesBodySchema: z.ZodType<MessagesBody> = z.looseObject({
  messages: z.array(message).min(1),
  tools: z.array(tool).nullish(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).nullish(),
});
