/** Providers whose slug is not their name in lower case with dashes; by the letters and digits of the name. */
const slugs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aionlabs: 'aion-labs',
    alibabacloud: 'alibaba',
    alibabacloudint: 'alibaba',
    amazonbedrock: 'amazon-bedrock',
    amazonnova: 'amazon-nova',
    atlascloud: 'atlas-cloud',
    awsbedrock: 'amazon-bedrock',
    azureopenai: 'azure',
    baiduqianfan: 'baidu',
    bedrock: 'amazon-bedrock',
    claudeplatformonaws: 'claude-on-aws',
    fireworksai: 'fireworks',
    google: 'google-vertex',
    googleaistudio: 'google-ai-studio',
    googlevertex: 'google-vertex',
    googlevertexai: 'google-vertex',
    inferencenet: 'inference-net',
    mancer2: 'mancer',
    microsoftazure: 'azure',
    moonshotai: 'moonshotai',
    novitaai: 'novita',
    openinference: 'open-inference',
    thinkingmachines: 'thinkingmachines',
    togetherai: 'together',
    vertexai: 'google-vertex',
    voyageaibymongodb: 'voyageai',
    zai: 'z-ai',
  }),
);

/** The provider slugs of makers, and of their clouds, that differ from the author in their ids. */
const makers: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    alibaba: ['alibaba'],
    amazon: ['amazon-bedrock', 'amazon-nova'],
    anthropic: ['anthropic', 'claude-on-aws'],
    bytedance: ['seed', 'byteplus'],
    'bytedance-seed': ['seed', 'byteplus'],
    google: ['google-vertex', 'google-ai-studio'],
    'meta-llama': ['meta'],
    microsoft: ['azure'],
    mistralai: ['mistral'],
    qwen: ['alibaba'],
    rekaai: ['reka'],
    'x-ai': ['xai'],
  }),
);

/**
 * OpenRouter's provider slug of a host, from its name (`Amazon Bedrock`), its slug (`amazon-bedrock`), or the slug of one
 * of its endpoints (`amazon-bedrock/us-east-1`).
 */
export function hostOf(provider: string): string {
  const name = provider.trim().toLowerCase().replace(/\/.*$/s, '');
  return slugs.get(name.replace(/[^a-z0-9]/g, '')) ?? name.replace(/[^a-z0-9]+/g, '-');
}

/** The provider slugs under which a maker, or its own cloud, serves its models. */
export function hostsOfMaker(author: string): readonly string[] {
  return makers.get(author) ?? [author];
}
