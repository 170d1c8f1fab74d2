import { eraDate } from '../../../lib/eras.ts';
import { suggestion } from '../finding.ts';
import type { ExampleCase, Page, Procedure } from '../procedure.ts';
import { type ExampleRules, runExample } from '../run-examples.ts';
import type { Amount } from '../town.ts';
import { outdatedSince } from './outdated-example.ts';
import type { Report } from './report.ts';

/** Tells example cases that do not hold, and answers in them that no field takes. */
export function tellExamples(
  report: Report,
  procedure: Procedure,
  amounts: readonly Amount[],
  rules?: ExampleRules,
): void {
  if (rules?.verdicts?.held(procedure.version)) return;
  const before = report.findings.length;
  checkExamples(report, procedure);
  for (const example of procedure.examples) tellMisses(report, procedure, example, amounts, rules);
  if (report.findings.length === before) rules?.verdicts?.keep(procedure.version);
}

function checkExamples(report: Report, procedure: Procedure): void {
  const known = [...procedure.fields.keys()].map((id) => id.split('.')[0] as string);
  for (const { name, answers, expect } of procedure.examples) {
    for (const id of Object.keys(answers)) {
      const path = ['examples', name, 'answers', id];
      if (known.includes(id)) tellRows(report, procedure, answers[id], id, path);
      else report.error(path, 'unknown_name', `項目「${id}」はありません。`, suggestion(id, known));
    }
    const path = ['examples', name, 'expect'];
    tellPages(report, procedure.pages, expect.pages, [...path, 'pages']);
    for (const [id, { pages }] of Object.entries(expect.phases ?? {})) {
      const phase = procedure.phases.find((one) => one.id === id);
      const at = [...path, 'phases', id];
      if (phase) tellPages(report, phase.pages, pages, [...at, 'pages']);
      else {
        const ids = procedure.phases.map((one) => one.id);
        report.error(at, 'unknown_name', `段階「${id}」はありません。`, suggestion(id, ids));
      }
    }
  }
}

function tellMisses(
  report: Report,
  procedure: Procedure,
  example: ExampleCase,
  amounts: readonly Amount[],
  rules: ExampleRules | undefined,
): void {
  const misses = runExample(procedure, example, rules);
  const since = misses.length > 0 && outdatedSince(procedure, example, amounts, rules);
  for (const { about, expected, actual } of misses) {
    const path = ['examples', example.name, 'expect', ...about.split('.')];
    const message = `例「${example.title ?? example.name}」の${aboutWords(about)}は ${expected} のはずですが、${actual} になります。`;
    if (since) {
      const because = `町の金額が${eraDate(since)}から変わり、この例が前の額のままだからです。`;
      const mend = `例の手数料を新しい額に直すか、例を試す日を${eraDate(since)}より前にしてください。`;
      report.warn(path, 'example_outdated', message + because, mend, example.name);
      continue;
    }
    const mend = '条件や金額の式を直すか、例が違っていれば例を直してください。';
    report.error(path, 'example_failed', message, mend, example.name);
  }
}

/** What an example expects, as admins call it. */
const ABOUT: Readonly<Record<string, string>> = {
  fee: '手数料',
  pages: '出るページ',
  attachments: '書類',
  errors: 'まちがい',
  ends_with: '途中で終わるところ',
  values: '条件と計算',
  phases: 'あとから出すもの',
};

function aboutWords(about: string): string {
  const [first = '', ...rest] = about.split('.');
  return `${ABOUT[first] ?? first}${rest.length > 0 ? `（${rest.join('.')}）` : ''}`;
}

function tellPages(
  report: Report,
  pages: readonly Page[],
  expected: readonly string[] | undefined,
  path: readonly string[],
): void {
  const known = pages.map(({ id }) => id);
  for (const page of expected ?? []) {
    if (known.includes(page)) continue;
    const message = `ページ「${page}」はありません。`;
    report.error(path, 'unknown_name', message, suggestion(page, known));
  }
}

function tellRows(
  report: Report,
  procedure: Procedure,
  rows: unknown,
  repeat: string,
  path: readonly string[],
): void {
  if (procedure.fields.has(repeat) || !Array.isArray(rows)) return;
  const known = [...procedure.fields.values()]
    .filter((field) => field.repeat === repeat)
    .map(({ id }) => id);
  for (const id of rows.flatMap((row) => Object.keys(row as object))) {
    if (known.includes(id)) continue;
    report.error(
      path,
      'unknown_name',
      `項目「${repeat}.${id}」はありません。`,
      suggestion(id, known),
    );
  }
}
