/** A body as OpenRouter documents it, in its own spelling (`snake_case`). What it names is judged before it is sent. */
export interface TextBody {
  readonly model?: string | undefined;
  /** Models to try in order. */
  readonly models?: readonly string[] | undefined;
  /** Whether the answer comes as events. */
  readonly stream?: boolean | undefined;
  readonly [field: string]: unknown;
}

/** Body of `POST /chat/completions`. */
export interface ChatBody extends TextBody {
  readonly messages: readonly object[];
}

/** Body of `POST /completions`. */
export interface CompletionsBody extends TextBody {
  readonly prompt: unknown;
}

/** Body of `POST /responses`. */
export interface ResponsesBody extends TextBody {
  readonly input?: string | readonly object[] | undefined;
}

/** Body of `POST /messages`, in Anthropic's shape. */
export interface MessagesBody extends TextBody {
  readonly messages: readonly object[];
  readonly max_tokens?: number | undefined;
}

/** Body of `POST /api/beta/batches`. */
export interface BatchBody extends TextBody {
  readonly requests: readonly object[];
  readonly stream?: false | undefined;
}
