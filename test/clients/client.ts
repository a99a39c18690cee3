import type { Guard } from '@distillable/core';

/** What every client is asked. */
export interface Question {
  readonly prompt: string;
  readonly model: string;
  /** Fallbacks, in order. */
  readonly models?: readonly string[];
}

/** What every client gives back. */
export interface Reply {
  readonly text: string;
  /** The model that served, as the client reports it; undefined where it does not. */
  readonly model: string | undefined;
  readonly toolCall?: { readonly name: string; readonly input: unknown };
}

/** One way to send, in the shape that they all share. Retries are as the package has them by default. */
export interface Client {
  ask(question: Question): Promise<Reply>;
  /** Reads a stream to its end. `onText` is called with each piece of text as it comes. */
  stream(question: Question, onText?: (text: string) => void): Promise<Reply>;
  /** Offers {@link lookUp}. Absent where the API has no tools. */
  callTool?(question: Question): Promise<Reply>;
  /** Takes back what it changed for the whole process. */
  close?(): Promise<void>;
}

/** Puts a guard into a client. */
export type CreateClient = (guard: Guard, apiKey: string) => Client;

/** A tool that models are offered. */
export const lookUp = {
  name: 'look_up',
  description: 'Looks a river up.',
  parameters: {
    type: 'object' as const,
    properties: { river: { type: 'string' as const } },
    required: ['river'],
    additionalProperties: false,
  },
};

/** The fields of a body that name models. */
export function modelFields({ model, models }: Question): { model: string; models?: string[] } {
  return models === undefined ? { model } : { model, models: [...models] };
}

/** Puts the pieces of a streamed text together, and reports each. */
export function textCollector(onText: ((text: string) => void) | undefined): {
  add(piece: string | null | undefined): void;
  readonly text: string;
} {
  let text = '';
  return {
    add(piece) {
      if (piece === null || piece === undefined || piece === '') return;
      text += piece;
      onText?.(piece);
    },
    get text() {
      return text;
    },
  };
}

/** The name and the arguments of a call, where the arguments are JSON. */
export function parsedCall(
  call: { readonly name: string; readonly arguments: string } | undefined,
): Pick<Reply, 'toolCall'> {
  return call === undefined ? {} : { toolCall: { name: call.name, input: JSON.parse(call.arguments) } };
}
