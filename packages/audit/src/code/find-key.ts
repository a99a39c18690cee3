/** What a value is assigned to, as far as the text before it tells. */
export type Key = 'names-model' | 'other' | null;

/** Characters that are looked back through: more than any list of models takes. */
const reach = 2_000;

const quote = String.raw`\\{0,3}["'${'`'}]`;
const word = String.raw`[A-Za-z_$][\w$.-]*`;
const annotation = String.raw`(?::\s{0,4}[\w&'<>[\]., |*;]{1,40}|\s+(?:\[\d*\])?string)?`;
const assigned = String.raw`(?:[?!]?:|:=|=>|[!=]?={1,2}|\?\?=?|\|\|=?|\bor\b|:-|\+=)`;

const lastQuote = new RegExp(`(?:${quote})?$`);

/** `model: `, `"model" = `, `const model: string = `, `process.env.MODEL ?? `, each followed by the value's quote. */
const assignment = new RegExp(
  `(?<key>${word})(?:${quote})?[\\])]?${annotation}\\s{0,40}${assigned}\\s{0,200}&?\\$?[rfbu]{0,2}(?:${quote})?$`,
);
/** `"--model", ` and `("MODEL", `. */
const argument = new RegExp(
  `${quote}-{0,2}(?<key>[\\w.-]+)${quote}\\s{0,40}(?:,|=>)\\s{0,200}(?:${quote})?$`,
);
/** `--model ` and `--model=`. */
const flag = new RegExp(`(?<![\\w-])--(?<key>[a-z][\\w-]*)(?: {1,4}|=)(?:${quote})?$`);
/** `openrouter(`, `.model(`. */
const call = new RegExp(`(?<key>${word})\\s?\\(\\s{0,200}(?:${quote})?$`);

const collection =
  /(?:new\s+)?(?:[\w.:]*(?:Set|List|list|tuple|set|asList|\.of|::from)|vec!|Object\.freeze|\[\]string|%w)\s?(?:<[^<>]{0,40}>)?\s?\(?\s{0,200}$/;

/** Finds what the value that begins at `start` is assigned to, itself or as a member of a list. */
export function findKey(text: string, start: number, bare: boolean): Key {
  const before = text.slice(Math.max(0, start - 300), start);
  const key = keyAtEnd(before);
  if (key !== null) return key;
  if (bare && /(?:^|[\r\n])[ \t]*-[ \t]+(?:["'])?$/.test(before)) return keyOfItem(text, start);
  return keyOfList(text, start);
}

function keyAtEnd(before: string): Key {
  for (const pattern of [argument, flag, assignment]) {
    const key = pattern.exec(before)?.groups?.['key'];
    if (key !== undefined) return namesModel(key) ? 'names-model' : 'other';
  }
  const called = call.exec(before)?.groups?.['key'];
  if (called === undefined || collection.test(before.replace(lastQuote, ''))) return null;
  return makesModel(called) ? 'names-model' : 'other';
}

/** Lists in lists, and calls that make one (`new Set([`), are looked through. */
function keyOfList(text: string, start: number): Key {
  let inner = start;
  for (let depth = 0; depth < 3; depth += 1) {
    const opening = findOpening(text, inner);
    if (opening === null) return null;
    const head = text.slice(Math.max(0, opening - 200), opening);
    const rest = head.replace(collection, '');
    if (text[opening] !== '[' && rest === head && !/[=:]\s*$/.test(head)) return null;
    const key = keyAtEnd(rest);
    if (key !== null) return key;
    inner = opening - (head.length - rest.length);
  }
  return null;
}

/** Index of the bracket around a member of a list; null where the member is none. */
function findOpening(text: string, start: number): number | null {
  let depth = 0;
  for (let index = start - 1; index >= 0 && index > start - reach; index -= 1) {
    const character = text[index] ?? '';
    if (')]}'.includes(character)) depth += 1;
    else if ('([{'.includes(character)) {
      if (depth === 0) return index;
      depth -= 1;
    } else if (character === ';' && depth === 0) return null;
  }
  return null;
}

/** The key above the items of a list in YAML: the nearest line that is no item and no comment. */
function keyOfItem(text: string, start: number): Key {
  const above = text
    .slice(Math.max(0, start - reach), start)
    .split(/\r?\n/)
    .slice(0, -1)
    .reverse();
  const line = above.find((candidate) => !/^\s*(?:-\s|#|$)/.test(candidate));
  const key = /(?<key>[\w.-]+)["']?\s*:\s*(?:#.*)?$/.exec(line ?? '')?.groups?.['key'];
  if (key === undefined) return null;
  return namesModel(key) ? 'names-model' : 'other';
}

/** `model`, `OPENROUTER_MODEL`, `fallbackModels`, `model_name`, `judge-model-id`, `MODEL_FAST` … */
function namesModel(key: string): boolean {
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
function makesModel(called: string): boolean {
  if (/openrouter(?:\.(?:chat|completion|languageModel|model))?$/i.test(called)) return true;
  return namesModel(called) && !/load|save|read|write|train|export|import|compile|auto|create/i.test(called);
}
