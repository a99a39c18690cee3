import { describe, expect, it } from 'vitest';
import { allowedReport, mixedReport } from './__fixtures__/audit-reports.js';
import { renderHtmlReport } from './page.js';

/** The text of a section that a reader sees. */
function textOf(page: string, id: string): string {
  const [, section = ''] = new RegExp(`aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(page) ?? [];
  return section
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
    .trim();
}

describe('the HTML report', () => {
  const page = renderHtmlReport(mixedReport);

  it.each([
    ['roles', 'chosengoogle/gemma-3-27b-it (12) Not distillable'],
    ['roles', 'rejectedgoogle/gemma-3-27b-it (300) Not distillable'],
    ['differences', 'google/gemma-3-27b-itrequested: qwen/qwen3-max 12'],
    ['declared', 'qwen/qwen3-max is the model of 1 file without names--assume-model'],
    ['declared', 'the meaning of 1 name: our-teacher is qwen/qwen3-max--names'],
    ['declared', 'names models, too: meta.by--model-field'],
    ['declared', 'left out: plugins[].model--ignore-field'],
    ['declared', 'roles that do not count: judge--ignore-roles'],
    ['declared', 'accepted as proof: author--accept'],
    ['outside', 'No row is judged by them. Declare one with --assume-model NAME.'],
    ['outside', 'gpt-4o Not distillable gpt-4o is not-distillable. NOT_DISTILLABLE data/README.mdline 7'],
    ['outside', 'Cannot read data/dataset_info.json: permission denied.'],
    ['files', '"deepseek_solution" may be the work of a model. Declare it with --assume-model.'],
    ['every-model', 'As chosen in 12 rows, rejected in 300 rows: chosen_model, rejected_model.'],
  ])('shows in the section %s: %s', (section, text) => expect(textOf(page, section)).toContain(text));

  it('says beside the verdict that it rests on declarations, and only where it does', () => {
    expect(page).toContain('The verdicts rest on 6 declarations as well, which are no fact of the data');
    expect(renderHtmlReport(allowedReport)).not.toContain('The verdicts rest on');
  });

  it('says where nothing was declared, and nothing named outside the rows', () => {
    const allowed = renderHtmlReport(allowedReport);
    expect(textOf(allowed, 'declared')).toContain('Nothing was declared, left out or accepted.');
    expect(textOf(allowed, 'outside')).toContain('No file beside the data describes it.');
    expect(allowed).not.toContain('id="differences"');
  });
});
