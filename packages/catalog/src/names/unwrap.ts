import type { NamesTable } from './parse-table.js';

/** A name after a prefix was taken away. In lower case. */
export interface Form {
  readonly text: string;
  /** A host was named, so that its own suffixes can follow. */
  readonly isHosted: boolean;
  /** More than a prefix was changed: the host's version, its way to write a point. */
  readonly isRewritten: boolean;
}

type Step = (form: Form, table: NamesTable) => Form | null;

/** No real name has more prefixes. */
const maxPrefixes = 5;

/** The name itself, then the same with ever fewer prefixes: of a web address, a gateway, a region, a host's folder. */
export function unwrap(text: string, table: NamesTable): readonly Form[] {
  const forms: Form[] = [{ text, isHosted: false, isRewritten: false }];
  for (const form of forms) {
    if (forms.length > maxPrefixes) break;
    for (const step of steps) {
      const next = step(form, table);
      if (next === null || next.text === '') continue;
      forms.push(next);
      break;
    }
  }
  return forms;
}

const steps: readonly Step[] = [
  webAddress,
  resource,
  fireworks,
  folder,
  argument,
  twoUnderscores,
  gateway,
  hostPrefix,
  region,
  bedrock,
  colon,
  atHost,
  hostSuffix,
];

function webAddress(form: Form): Form | null {
  return without(
    form,
    /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|openrouter\.ai)\/(?:models\/)?/,
    false,
  );
}

/** The names of resources at AWS, Google Cloud and Azure. */
function resource(form: Form): Form | null {
  const [, aws, azure] =
    /^arn:aws[\w-]*:[^/]*\/(.+)$|^azureml:\/\/registries\/[^/]+\/models\/([^/]+)/.exec(form.text) ?? [];
  const text = aws ?? azure;
  return text === undefined
    ? without(form, /^projects\/[^/]+\/locations\/[^/]+\/(?=publishers\/)/, true)
    : { ...form, text, isHosted: true };
}

/** A point is written as `p`, and a version as `v3`. Other accounts have models of their own. */
function fireworks(form: Form): Form | null {
  const [, name] = /^accounts\/fireworks\/(?:models|routers)\/(.+)$/.exec(form.text) ?? [];
  return name === undefined
    ? null
    : {
        text: name.replace(/(?<=\d)p(?=\d)/g, '.').replace(/^(code)?llama-v(?=\d)/, '$1llama-'),
        isHosted: true,
        isRewritten: true,
      };
}

function folder(form: Form): Form | null {
  const [, vendor, model] = /^publishers\/([^/]+)\/models\/(.+)$/.exec(form.text) ?? [];
  if (model !== undefined) return { ...form, text: `${vendor}/${model}`, isHosted: true };
  return without(form, /^(?:models\/|@cf\/|@hf\/)/, true);
}

/** `pretrained=org/model,dtype=bfloat16`, as evaluation harnesses write it. */
function argument(form: Form): Form | null {
  const [, name] = /(?:^|,)(?:pretrained|model|model_name|engine)=([^,]+)/.exec(form.text) ?? [];
  return name === undefined ? null : { ...form, text: name };
}

/** `meta-llama__Llama-3.3-70B-Instruct`: for names of files, which have no slashes. */
function twoUnderscores(form: Form, { organisations }: NamesTable): Form | null {
  const [, organisation = '', name] = /^([a-z0-9-]+)__([^/]+)$/.exec(form.text) ?? [];
  return name === undefined || !organisations.has(organisation)
    ? null
    : { ...form, text: `${organisation}/${name}` };
}

/** A word that is also an author's is a gateway only before a second slash. */
function gateway(form: Form, { gateways, organisations }: NamesTable): Form | null {
  const slash = form.text.indexOf('/');
  const head = form.text.slice(0, slash);
  const rest = form.text.slice(slash + 1);
  if (slash < 1 || !gateways.has(head)) return null;
  if (organisations.has(head) && !rest.includes('/')) return null;
  return { ...form, text: rest, isHosted: true };
}

/** `databricks-claude-sonnet-4`, `openrouter_deepseek_deepseek-v3.2`: hosts of the models of others. */
function hostPrefix(form: Form): Form | null {
  const text = form.text.replace(
    /^(?:azure|(?:aws[-_ ])?bedrock|aws|amazon|vertex|openrouter|together|fireworks|groq|deepinfra|databricks|ollama)[-_ ](?=[a-z].*\d)/,
    '',
  );
  if (text === form.text) return null;
  return { text: text.replace(/[-_]v\d$|-gov$/, ''), isHosted: true, isRewritten: true };
}

function region(form: Form): Form | null {
  return form.isHosted
    ? without(
        form,
        /^(?:us|eu|global|apac|[a-z]{2}(?:-gov)?-[a-z]+-\d|converse|invoke|\d-month-commitment)\//,
        true,
      )
    : null;
}

/** `us.anthropic.claude-…-v1:0`: the version at the end is Amazon's, except for Mistral's `v0:2`. */
function bedrock(form: Form, { bedrockVendors }: NamesTable): Form | null {
  const [, vendor, name = ''] =
    /^(?:(?:us|eu|apac|ap|jp|au|ca|global|us-gov)\.)?([a-z0-9]+)\.([a-z].*)$/.exec(form.text) ?? [];
  const author = vendor === undefined ? undefined : bedrockVendors.get(vendor);
  if (author === undefined || name === '') return null;
  const text = name.replace(/-v0:(\d)$/, '-v0.$1').replace(/(?:-v[1-9])?(?::\d+k?)+$|-v[1-9]$/, '');
  return { text: `${author}/${text}`, isHosted: true, isRewritten: text !== name };
}

/** `openai:gpt-4o`, `openai:chat:gpt-4o`; but `qwen:7b` is a tag. */
function colon(form: Form, { gateways, organisations }: NamesTable): Form | null {
  const [, head = '', rest = ''] =
    /^([a-z0-9_.-]+): *(?!latest$|[\dv]+(?:\.\d+)?[bm]?\b)(.+)$/.exec(form.text) ?? [];
  if (head === '') return null;
  const isKnown = gateways.has(head) || organisations.has(head);
  if (isKnown)
    return { ...form, text: `${head}/${rest.replace(/^(?:chat|messages|responses|completion):/, '')}` };
  // Of a word that is not known, what follows must be a name as a whole.
  return /^[a-z_]{3,}$/.test(head) && /[/\d]/.test(rest) ? { ...form, text: rest, isRewritten: true } : null;
}

/** `gpt-4o@azure`, `mixtral-8x7b@fireworks-ai`. */
function atHost(form: Form, { gateways, organisations }: NamesTable): Form | null {
  const [, name = '', host = ''] = /^([^@]+)@([a-z0-9_-]+)$/.exec(form.text) ?? [];
  const isHost = [host, host.replaceAll('-', '_')].some((word) => gateways.has(word));
  return isHost || organisations.has(host) ? { ...form, text: name, isHosted: true } : null;
}

/** Vertex AI's `@default` is no build, and `-maas` a form of service. */
function hostSuffix(form: Form): Form | null {
  const text = form.text.replace(/@default$|-maas$/, '');
  return text === form.text ? null : { text, isHosted: true, isRewritten: true };
}

function without(form: Form, prefix: RegExp, isHosted: boolean): Form | null {
  const text = form.text.replace(prefix, '');
  return text === form.text ? null : { ...form, text, isHosted: form.isHosted || isHosted };
}
