import { describeDeclared, type EvidenceFacts, type ModelClaim, yours } from './facts.js';

/**
 * The YAML head of a Hugging Face dataset card. `generated_with` and `audit_note` are keys of our own, which the Hub keeps
 * and does not read; all others are the Hub's.
 */
export function toDatasetCard({ report, models }: EvidenceFacts): string {
  const { rows, verdicts } = report.totals;
  const wrote = models.filter(({ hand }) => hand === 'wrote');
  const isAllWritten = rows > 0 && verdicts.unnamed === 0 && wrote.length === models.length;
  const declared = describeDeclared(report).trim();
  const lines = [
    `license: # ${yours}`,
    `language: # ${yours}`,
    `pretty_name: # ${yours}`,
    `task_categories: # ${yours}`,
    'size_categories:',
    `- ${sizeOf(rows)}`,
    ...(wrote.length === 0 ? [] : ['tags:', '- synthetic']),
    isAllWritten ? 'language_creators:\n- machine-generated' : `language_creators: # ${yours}`,
    models.some(({ hand }) => hand === 'assessed')
      ? `annotations_creators: # some are machine-generated; the others: ${yours}\n- machine-generated`
      : `annotations_creators: # ${yours}`,
    ...(declared === '' ? [] : [`audit_note: ${yamlText(declared)}`]),
    ...(models.length === 0 ? [] : ['generated_with:']),
    ...models.flatMap(({ name, roles, verdicts: judged, claims }) => [
      `- model: ${yamlText(name)}`,
      `  verdict: ${judged.join(', ')}`,
      '  roles:',
      ...roles.map((each) => `    ${each.role}: ${each.rows}`),
      ...listOf(
        'duties',
        claims.filter(({ kind }) => kind === 'duty'),
      ),
      ...listOf(
        'conflicts',
        claims.filter(({ kind }) => kind === 'conflict'),
      ),
    ]),
  ];
  return `---\n${lines.join('\n')}\n---\n`;
}

function listOf(key: string, claims: readonly ModelClaim[]): readonly string[] {
  const codes = new Set(claims.map(({ code }) => code));
  return codes.size === 0 ? [] : [`  ${key}:`, ...[...codes].map((code) => `  - ${yamlText(code)}`)];
}

/** In double quotes, where YAML reads all that JSON escapes, and nothing of the text as markup. */
function yamlText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\p{Cf}]/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  );
}

const sizes: readonly (readonly [below: number, category: string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
  [1e9, '100M<n<1B'],
  [1e10, '1B<n<10B'],
  [1e11, '10B<n<100B'],
  [1e12, '100B<n<1T'],
];

function sizeOf(rows: number): string {
  return sizes.find(([below]) => rows < below)?.[1] ?? 'n>1T';
}
