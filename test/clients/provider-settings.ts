import { createOpenRouter, type OpenRouterProviderSettings } from '@openrouter/ai-sdk-provider';
import { generateText } from 'ai';

/** A call with a `provider` object of its own. */
interface ProviderCall {
  readonly model: string;
  readonly provider: { readonly sort: string };
}

/** `@openrouter/ai-sdk-provider` with a `provider` object in its settings, which that of a single call replaces. */
export function createWithProviderSettings(
  settings: OpenRouterProviderSettings,
  provider: object,
): (call: ProviderCall) => Promise<string> {
  const openRouter = createOpenRouter({ ...settings, extraBody: { provider } });
  return async (call) => {
    const { text } = await generateText({
      model: openRouter.chat(call.model),
      prompt: 'Write a question about rivers.',
      providerOptions: { openrouter: { provider: { ...call.provider } } },
    });
    return text;
  };
}
