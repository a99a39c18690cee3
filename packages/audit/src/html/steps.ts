import { countLedgerFindings } from '../ledger-check.js';
import { countOf, formatCount, sum } from '../numbers.js';
import type { AuditedModel, AuditReport } from '../report.js';
import type { RowCode } from '../row-verdict.js';
import { type Html, html, visibleText } from './html.js';
import { renderName } from './parts.js';

/** Models that a step names; the appendix has them all. */
const modelLimit = 10;

/** What to do, most urgent first. */
export function renderSteps(report: AuditReport): Html {
  return html`<section aria-labelledby="steps">
<h2 id="steps">What to do</h2>
<ol class="steps" role="list">
${nextSteps(report).map(renderStep)}
</ol>
</section>`;
}

function renderStep({ title, text, command, models }: NextStep, index: number): Html {
  const left = models.length - modelLimit;
  return html`<li>
<span class="ordinal" aria-hidden="true">${index + 1}</span>
<h3>${title}</h3>
<p>${text}</p>
${command === null ? null : html`<pre><code>${renderWords(command)}</code></pre>`}
${models.length === 0 ? null : html`<ul class="targets" role="list">${models.slice(0, modelLimit).map(renderTarget)}</ul>`}
${left > 0 ? html`<p class="more">And ${formatCount(left)} more: see <a href="#every-model">every model</a>.</p>` : null}
</li>`;
}

/** Words of a command, none of which may be broken at its hyphens. */
function renderWords(command: string): readonly Html[] {
  return command.split(' ').map((word, index) => html`${index === 0 ? '' : ' '}<span>${word}</span>`);
}

function renderTarget({ model, rows, message, alternatives }: AuditedModel): Html {
  const names = alternatives
    .slice(0, 3)
    .map((slug, index) => html`${index === 0 ? '' : ', '}${renderName(slug, '')}`);
  return html`<li>
<p class="target">${renderName(model, 'No model named')} <span class="rows">${countOf(rows, 'row')}</span></p>
<p class="message">${visibleText(message, 500)}</p>
${names.length === 0 ? null : html`<p class="alternatives"><span class="label">For new requests</span> ${names}</p>`}
</li>`;
}

interface NextStep {
  readonly title: string;
  readonly text: string;
  /** A command line that does it, or helps to. */
  readonly command: string | null;
  /** The models it is about, worst first. */
  readonly models: readonly AuditedModel[];
}

type StepMaker = (report: AuditReport) => NextStep | null;

/** The steps that follow from an audit. The last one holds for every data set. */
export function nextSteps(report: AuditReport): readonly NextStep[] {
  return stepMakers.flatMap((makeStep) => makeStep(report) ?? []);
}

const leaveSample: StepMaker = ({ catalogs }) =>
  catalogs.every(({ sample }) => sample === null)
    ? null
    : step(
        'Judge again by OpenRouter’s own list',
        'These verdicts rest on a sample of permissions, made for trying things out. They say nothing about today’s permissions: fetch the real list, then run the same audit with it.',
        'distillable refresh',
      );

const removeRejected: StepMaker = ({ models, totals }) => {
  const rejected = totals.verdicts['not-distillable'];
  if (rejected === 0) return null;
  const found = models.filter(({ verdict }) => verdict === 'not-distillable');
  return step(
    `Remove ${countOf(rejected, 'row')} of ${countOf(found.length, 'model')} that ${found.length === 1 ? 'is' : 'are'} not distillable`,
    'Do not train on them. The command keeps what is proven distillable in one file and puts everything else into another. If you need the rows, generate them again with one of the models named here.',
    'distillable audit FILES --out clean.jsonl --rejects rejected.jsonl',
    found,
  );
};

/** Codes of unknown rows that have a step of their own. */
const ownSteps: ReadonlySet<RowCode> = new Set<RowCode>(['NO_CATALOG_AT_TIME', 'ADMITTED_BY_POLICY']);

const resolveUnknown: StepMaker = ({ models }) => {
  const found = models.filter(({ verdict, code }) => verdict === 'unknown' && !ownSteps.has(code));
  if (found.length === 0) return null;
  return step(
    `Find out what ${formatCount(found.length)} unknown ${found.length === 1 ? 'name means' : 'names mean'}`,
    `${rowsOf(found)} can’t be proven. Correct the names that are misspelt; where the server picked the model, look up the generation in your ledger or at OpenRouter. What stays unknown does not belong in the training set.`,
    null,
    found,
  );
};

const widenArchive: StepMaker = ({ models }) => {
  const found = models.filter(({ code }) => code === 'NO_CATALOG_AT_TIME');
  if (found.length === 0) return null;
  return step(
    'Add older catalogs, or the time of the rows',
    `${rowsOf(found)} have no time, or one before the oldest snapshot of the archive, so no catalog of their day can judge them. Add snapshots from that time, or name the column that holds it.`,
    'distillable audit FILES --archive DIRECTORY --time-field COLUMN',
  );
};

const nameModels: StepMaker = ({ totals, files, outside }) => {
  if (totals.verdicts.unnamed === 0) return null;
  const isHinted = outside.models.length > 0 || files.some(({ advice }) => advice !== null);
  const hint = isHinted
    ? ' Columns that look as if a model wrote them, and models that are named outside the rows, are listed below: if one model wrote all rows of a file, declare it.'
    : '';
  return step(
    `Say which model wrote ${countOf(totals.verdicts.unnamed, 'row')}`,
    `No model is named in them.${hint} If another column holds it, name that column with --model-field; if none does, leave the rows out: no one can prove where they come from.`,
    isHinted ? 'distillable audit FILES --assume-model NAME' : 'distillable audit FILES --model-field COLUMN',
  );
};

const explainOutside: StepMaker = ({ outside }) => {
  const found = outside.models.filter(({ verdict }) => verdict !== 'distillable');
  return found.length === 0
    ? null
    : step(
        `Find out what ${countOf(found.length, 'model')} did that ${found.length === 1 ? 'is' : 'are'} named outside the rows`,
        'A dataset card, a pipeline or a description names them, and nothing proves that their text may be used. They are listed below. If one of them wrote rows, remove these.',
      );
};

const proveAdmitted: StepMaker = ({ models }) => {
  const found = models.filter(({ code }) => code === 'ADMITTED_BY_POLICY');
  return found.length === 0
    ? null
    : step(
        `Keep your own proof for ${rowsOf(found)} that only the policy allows`,
        'Their models are in no public list, so they count as unknown. Keep the licence or contract that allows the training with this report.',
        null,
        found,
      );
};

const repairCorrupt: StepMaker = ({ totals }) =>
  totals.corrupt === 0
    ? null
    : step(
        `Repair or drop ${countOf(totals.corrupt, 'corrupt row')}`,
        'They could not be read, so they were not judged. Their places are listed below, by line and byte offset.',
      );

const followLedger: StepMaker = ({ ledger }) => {
  const findings = countLedgerFindings(ledger);
  return findings === 0
    ? null
    : step(
        `Explain ${countOf(findings, 'row')} that contradict the ledger`,
        'A row without an entry was not recorded when it was generated; a row whose text or model differs was changed afterwards. Check the ledger itself first.',
        'distillable ledger verify LEDGER',
      );
};

const readLicences: StepMaker = ({ totals }) =>
  totals.rows === 0
    ? step('Check the input', 'No row was found. Check the paths and the format, then run the audit again.')
    : step(
        'Read the licences, and keep this report with the data',
        'The catalog says what authors declared to OpenRouter; the licence of each model decides. Run the audit again when rows are added.',
      );

const stepMakers: readonly StepMaker[] = [
  leaveSample,
  removeRejected,
  resolveUnknown,
  widenArchive,
  nameModels,
  explainOutside,
  proveAdmitted,
  repairCorrupt,
  followLedger,
  readLicences,
];

function step(
  title: string,
  text: string,
  command: string | null = null,
  models: readonly AuditedModel[] = [],
): NextStep {
  return { title, text, command, models };
}

function rowsOf(models: readonly AuditedModel[]): string {
  return countOf(sum(models.map(({ rows }) => rows)), 'row');
}
