import type { DefinitionCheck } from '../domain/procedures/check-report.ts';
import { findingText } from '../domain/procedures/finding.ts';
import { LOCALES, type Locale } from '../domain/procedures/locale.ts';
import type { Finding } from '../domain/procedures/procedure.ts';
import type { Coverage } from '../domain/procedures/translation-coverage.ts';

/** 99 of 100 is 99 %, and 999 of 1000 too: only all of it is 100 %. */
export function percent({ translated, all }: Coverage): number {
  return all === 0 ? 100 : Math.floor((100 * translated) / all);
}

const OTHERS = LOCALES.filter((locale) => locale !== 'ja');

function errorsOf(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level === 'error').length;
}

function examplesText({ held, all }: DefinitionCheck['examples']): string {
  if (all === 0) return '例なし';
  return held === undefined ? `例 ${all}件（まだ試していません）` : `例 ${held}/${all}`;
}

/** One language after the other; those switched on without a mark, the others in brackets. */
function coverageText(
  coverage: ReadonlyMap<Locale, Coverage>,
  languages: readonly Locale[],
): string {
  return OTHERS.map((locale) => {
    const figure = `${locale} ${percent(coverage.get(locale) ?? { translated: 0, all: 1 })}%`;
    return languages.includes(locale) ? figure : `(${figure})`;
  }).join('  ');
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ level, file, line, code, message, mend }) => [
    `    ${file}:${line} [${code}] ${level === 'warning' ? '注意：' : ''}${message}`,
    `      → ${mend}`,
  ]);
}

/** A definition: its name, what it has, and what is wrong with it. */
function definitionLines(check: DefinitionCheck, languages: readonly Locale[]): readonly string[] {
  const { id, title, pages, phases, examples, coverage, toConfirm, findings } = check;
  const errors = errorsOf(findings);
  const parts = [
    `ページ ${pages}`,
    ...(phases > 0 ? [`あとの段階 ${phases}`] : []),
    examplesText(examples),
    ...(toConfirm.length > 0 ? [`町で確かめること ${toConfirm.length}`] : []),
    ...(errors > 0 ? [`誤り ${errors}`] : []),
  ];
  return [
    `${errors > 0 ? '✗' : '✓'} ${title ?? '（題名を読めません）'}  ${id}`,
    ...(coverage
      ? [`    ${parts.join('・')}`, `    訳  ${coverageText(coverage, languages)}`]
      : []),
    ...findingLines(findings),
    '',
  ];
}

export interface CheckedFolder {
  readonly town: string;
  readonly languages: readonly Locale[];
  readonly definitions: readonly DefinitionCheck[];
  /** Of catalogues, resources, the phrasebook. */
  readonly findings: readonly Finding[];
}

/** All definitions together, in one language. */
export function totalCoverage(definitions: readonly DefinitionCheck[], locale: Locale): Coverage {
  const each = definitions.flatMap(({ coverage }) => coverage?.get(locale) ?? []);
  return {
    translated: each.reduce((sum, { translated }) => sum + translated, 0),
    all: each.reduce((sum, { all }) => sum + all, 0),
  };
}

function summaryLines({ definitions, languages, findings }: CheckedFolder): readonly string[] {
  const broken = definitions.filter((check) => errorsOf(check.findings) > 0);
  const held = definitions.reduce((sum, { examples }) => sum + (examples.held ?? 0), 0);
  const all = definitions.reduce((sum, { examples }) => sum + examples.all, 0);
  const totals = new Map(OTHERS.map((locale) => [locale, totalCoverage(definitions, locale)]));
  const errors = errorsOf([...findings, ...definitions.flatMap((check) => check.findings)]);
  return [
    `手続 ${definitions.length}件：正しいもの ${definitions.length - broken.length}件、直すもの ${broken.length}件・例 ${held}/${all}`,
    `訳  ${coverageText(totals, languages)}`,
    ...(languages.length < LOCALES.length
      ? ['（かっこの言語は、municipality.yaml でまだ使うことにしていません）']
      : []),
    errors === 0
      ? '誤りはありません。'
      : `誤りが${errors}あります。${broken.map(({ id }) => id).join('、')}`,
  ];
}

/** What the command prints: every definition, then what belongs to none, then the sum. */
export function checkText(checked: CheckedFolder): string {
  const { town, languages, definitions, findings } = checked;
  return [
    `${town}の手続`,
    '',
    ...definitions.flatMap((check) => definitionLines(check, languages)),
    ...(findings.length > 0 ? ['手続のほかのファイル', ...findingLines(findings), ''] : []),
    ...summaryLines(checked),
  ].join('\n');
}

/** The same for other programs: stable keys, coverage in percent. */
export function checkJson({ town, languages, definitions, findings }: CheckedFolder): string {
  const procedures = definitions.map(({ coverage, ...check }) => ({
    ...check,
    coverage: Object.fromEntries([...(coverage ?? [])].map(([key, one]) => [key, percent(one)])),
    findings: check.findings.map((finding) => ({ ...finding, text: findingText(finding) })),
  }));
  return JSON.stringify({ town, languages, procedures, findings }, null, 2);
}
