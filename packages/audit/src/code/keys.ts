/** Characters that are looked back through for the key of a list: more than most lists of models take. */
const listReach = 2_000;
/** And for the key of a single value. */
const keyReach = 300;

const quotes = String.raw`[\\"'${'`'}]{0,4}`;
const openingQuotes = new RegExp(`${quotes}$`);
const word = String.raw`[A-Za-z_$][\w$.-]*`;
const sign = String.raw`(?:[?!]?:|:=|=>|[!=]?={1,2}|\?\?=?|\|\|=?|\bor\b|:-|\+=)`;
const type = String.raw`(?::\s{0,4}[\w&'<>[\]., |*;]{1,40}|\s+(?:\[\d*\])?string)?`;

/** `model: `, `"model" = `, `const model: string = `, `process.env.MODEL ?? `, `MODELS = `. */
const assignment = new RegExp(
  `(?<key>${word})${quotes}[\\])]?${type}\\s{0,40}${sign}\\s{0,200}&?\\$?[rfbu]{0,2}$`,
);
/** `"--model", ` and `("MODEL", `. */
const argument = /["'`]-{0,2}(?<key>[\w.-]+)["'`]\s{0,40}(?:,|=>)\s{0,200}$/;
/** `--model ` and `--model=`. */
const flag = /(?<![\w-])--(?<key>[a-z][\w-]*)(?: {1,4}|=)$/;
/** `openrouter(`, `.model(`. */
const call = new RegExp(`(?<key>${word})\\s?\\(\\s{0,200}$`);

/** What stands before it in the same list: words in quotes or without, commas, and YAML's dashes. */
const siblings =
  /(?:[-\s"'`\\]{0,40}(?:[\w./@*~](?:[\w./@*~-]|\\\/|:(?=\w)){0,100})?["'`\\]{0,4}\s{0,40}(?:,|[\r\n]\s{0,40}-\s))*[-\s"'`\\]{0,200}$/;
/** What makes a list: `[`, `new Set([`, `List.of(`, `[]string{`. */
const list =
  /(?:(?:new\s+)?(?:[\w.:]*(?:Set|List|list|tuple|set|asList|\.of|::from)|vec!|Object\.freeze|\[\]string|%w)\s?(?:<[^<>]{0,40}>)?\s?[[({]{1,2}|\[)\s{0,200}$/;

/** Whether the value that begins at `start` is assigned to something called a model, itself or as a member of a list. */
export function namesModel(text: string, start: number): boolean {
  // Code in JSON, such as a notebook's, has its ends of lines as `\n`.
  const before = text.slice(Math.max(0, start - listReach), start).replaceAll(/\\+[nrt]/g, ' ');
  if (!/model|openrouter/i.test(before)) return false;
  const alone = before.slice(-keyReach).replace(openingQuotes, '');
  for (const pattern of [argument, flag, assignment]) {
    const key = pattern.exec(alone)?.groups?.['key'];
    if (key !== undefined) return isModelKey(key);
  }
  const called = list.test(alone) ? undefined : call.exec(alone)?.groups?.['key'];
  if (called !== undefined) return isModelCall(called);
  const head = before.replace(siblings, '').replace(list, '').replace(list, '').slice(-keyReach);
  const key = (assignment.exec(head) ?? argument.exec(head))?.groups?.['key'];
  return key !== undefined && isModelKey(key);
}

/** `model`, `OPENROUTER_MODEL`, `fallbackModels`, `model_name`, `judge-model-id`, `MODEL_FAST` … */
function isModelKey(key: string): boolean {
  const [last = ''] = key.split('.').slice(-1);
  const words = last
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);
  const at = words.findLastIndex((part) => /^(?:models?|modelname|modelid)\d*$/.test(part));
  const following = words[at + 1];
  return (
    at >= 0 &&
    (following === undefined ||
      /^(?:names?|ids?|slugs?|list|default|primary|fallbacks?|fast|smart|small|large|\d+)$/.test(following))
  );
}

/** `openrouter(…)`, `openrouter.chat(…)`, `.model(…)`, `withModel(…)`; not `load_model(…)`, which takes a path. */
function isModelCall(called: string): boolean {
  if (/openrouter(?:\.(?:chat|completion|languageModel|model))?$/i.test(called)) return true;
  return isModelKey(called) && !/load|save|read|write|train|export|import|compile|auto|create/i.test(called);
}
