import { createReport, type Report } from '../procedures/compile/report.ts';
import { tellSchemaIssues } from '../procedures/compile/schema-findings.ts';
import { suggestion } from '../procedures/finding.ts';
import type { Finding, Library } from '../procedures/procedure.ts';
import { bareKanji } from '../procedures/ruby-marks.ts';
import { readSource, type YamlPath } from '../procedures/source-file.ts';
import type { IndicatorDeclaration } from './declaration.ts';
import { INDICATORS, type IndicatorSources } from './indicator-schema.ts';

/** What indicators may lean on. */
export type IndicatorLibrary = Pick<Library, 'procedures' | 'broken' | 'municipality'>;
type Source = IndicatorSources['indicators'][number];

function checkTexts(report: Report, one: Source, path: YamlPath, languages: readonly string[]) {
  for (const key of ['name', 'note'] as const) {
    const text = one[key];
    if (text === undefined) continue;
    const missing = languages.filter((locale) => !text[locale]);
    if (missing.length > 0) {
      const message = `指標「${one.id}」の ${key} が、${missing.join('、')} にありません。`;
      const mend = `${key} に、${missing.join('、')} の言葉を書いてください。`;
      report.error([...path, key], 'missing_text', message, mend);
    }
    const easy = text['ja-easy'];
    if (!easy || !bareKanji(easy)) continue;
    const message = `やさしい日本語の ${key} に、ふりがなのない漢字があります。`;
    const mend = '{漢字|かんじ} のように書いてください。';
    report.error([...path, key, 'ja-easy'], 'bare_kanji', message, mend);
  }
}

function checkPlan(report: Report, { baseline, targets, unit }: Source, path: YamlPath): void {
  const years = [baseline, ...targets].map((point) => point.fiscal_year);
  const wrong = years.findIndex((year, at) => at > 0 && year <= (years[at - 1] ?? 0));
  if (wrong > 0) {
    const message = `目標の年度が、前の年度（${years[wrong - 1]}）より後になっていません。`;
    const mend = 'baseline より後の年度から、古い順に書いてください。';
    report.error([...path, 'targets', wrong - 1, 'fiscal_year'], 'wrong_order', message, mend);
  }
  const over = targets.findIndex(({ value }) => unit === 'percent' && value > 100);
  if (over < 0) return;
  const mend = '0から100までの数を書いてください。例：77';
  const place = [...path, 'targets', over, 'value'];
  report.error(place, 'wrong_value', '100パーセントを超える目標です。', mend);
}

function checkKnown(
  report: Report,
  path: YamlPath,
  given: readonly string[],
  known: readonly string[],
): void {
  for (const [index, one] of given.entries()) {
    if (known.includes(one)) continue;
    const mend = suggestion(one, known);
    report.error([...path, index], 'unknown_name', `「${one}」というものはありません。`, mend);
  }
}

function checkSource(
  report: Report,
  { source }: Source,
  path: YamlPath,
  { procedures, broken, municipality }: IndicatorLibrary,
): void {
  const { queues = {}, certificates = {} } = municipality.counter ?? {};
  if ('counts_as' in source && source.counts_as && broken.size === 0) {
    const codes = [...procedures.values()].flatMap(({ countsAs }) => countsAs);
    checkKnown(report, [...path, 'counts_as'], source.counts_as, codes);
  }
  if (source.from === 'counter_issues' && source.kinds) {
    checkKnown(report, [...path, 'kinds'], source.kinds, Object.keys(certificates));
  }
  if (source.from !== 'waiting_time' || Object.hasOwn(queues, source.queue)) return;
  const message = `番号札に「${source.queue}」という窓口はありません。`;
  const mend = suggestion(source.queue, Object.keys(queues));
  report.error([...path, 'queue'], 'unknown_name', message, mend);
}

function check(report: Report, sources: readonly Source[], library: IndicatorLibrary): void {
  const ids = sources.map(({ id }) => id);
  for (const [index, one] of sources.entries()) {
    const path = ['indicators', index];
    if (ids.indexOf(one.id) !== index) {
      const message = `「${one.id}」が2回書かれています。`;
      const mend = 'どちらかを消すか、別の名前にしてください。';
      report.error([...path, 'id'], 'duplicate_id', message, mend);
    }
    checkTexts(report, one, path, library.municipality.languages);
    checkPlan(report, one, path);
    checkSource(report, one, [...path, 'source'], library);
  }
}

const point = ({ fiscal_year: fiscalYear, value }: Source['baseline']) => ({ fiscalYear, value });

/**
 * From the text of indicators.yaml to the indicators. Never throws: what is wrong is told in
 * findings, and an indicator with an error is left out.
 */
export function compileIndicators(
  file: string,
  content: string,
  library: IndicatorLibrary,
): { readonly indicators: readonly IndicatorDeclaration[]; readonly findings: readonly Finding[] } {
  const { source, findings } = readSource(file, content);
  if (findings.length > 0) return { indicators: [], findings };
  const report = createReport(source);
  const read = INDICATORS.safeParse(source.data, { reportInput: true });
  if (!read.success) {
    tellSchemaIssues(report, read.error, INDICATORS);
    return { indicators: [], findings: report.findings };
  }
  check(report, read.data.indicators, library);
  const broken = new Set(report.findings.map(({ path }) => path?.[1]));
  const indicators = read.data.indicators
    .filter((_, index) => !broken.has(index))
    .map(({ baseline, targets, ...one }) => ({
      ...one,
      baseline: point(baseline),
      targets: targets.map(point),
    }));
  return { indicators, findings: report.findings };
}
