import { parse } from '@marcbachmann/cel-js';
import { isMap, visit } from 'yaml';
import {
  costOf,
  LONGEST_EXPRESSION,
  MOST_SIZE,
  MOST_STEPS,
  SIZE_OF_ANSWER,
  type ValueSize,
} from '../procedures/cel/cost.ts';
import { createReport } from '../procedures/compile/report.ts';
import { tellSchemaIssues } from '../procedures/compile/schema-findings.ts';
import { DEFINITION } from '../procedures/definition-schema.ts';
import type { Finding } from '../procedures/procedure.ts';
import type { SourceFile } from '../procedures/source-file.ts';
import type { EditPath } from './edit.ts';
import { expressionPlaces } from './expression-places.ts';
import { DEFINITION_FILE } from './file-names.ts';
import { MOST_BYTES_OF_A_FILE, MOST_PARTS, refusal, unprintableAt } from './source-limits.ts';
import { hasMarks, openSource, openYaml } from './yaml/yaml-text.ts';

const KILOBYTE = 1024;

/** Before anything is read: size, and letters that no text has. */
function ofText(file: string, text: string): Finding | undefined {
  if (Buffer.byteLength(text) > MOST_BYTES_OF_A_FILE) {
    const message = `ファイル「${file}」が大きすぎます（${MOST_BYTES_OF_A_FILE / KILOBYTE}KBまでです）。`;
    return refusal(file, 1, 'too_large', message, '手続きの定義だけを入れてください。');
  }
  const found = unprintableAt(text);
  if (!found) return undefined;
  const message = `${found.column}文字目に、見えない文字（${found.code}）があります。`;
  const mend =
    'その文字を消してください。文字コードを「UTF-8」にして保存し直すと、直ることもあります。';
  return refusal(file, found.line, 'control_character', message, mend);
}

/** What can be read, but is no definition and no texts. */
function ofShape(file: string, text: string): Finding | undefined {
  const yaml = openYaml(text);
  if (hasMarks(yaml)) {
    const message = '同じ内容を使い回す印（& と *）や、種類の印（!）が使われています。';
    return refusal(file, 1, 'yaml_alias', message, '印を消して、内容をそのまま書いてください。');
  }
  let parts = 0;
  visit(yaml.document, { Node: () => void parts++ });
  if (parts > MOST_PARTS) {
    const message = `項目が多すぎます（${parts.toLocaleString('ja')}個）。`;
    return refusal(
      file,
      1,
      'too_large',
      message,
      `${MOST_PARTS.toLocaleString('ja')}個までにしてください。`,
    );
  }
  if (isMap(yaml.document.contents)) return undefined;
  const message = 'ファイルの形が違います。';
  return refusal(
    file,
    1,
    'wrong_value',
    message,
    '「名前: 値」の行を書いてください。例：title: 犬の登録',
  );
}

/** Keys that the definition language doesn't have: they would be lost without a word. */
function unknownKeys(source: SourceFile): readonly Finding[] {
  const report = createReport(source);
  const read = DEFINITION.safeParse(source.data, { reportInput: true });
  if (!read.success) tellSchemaIssues(report, read.error);
  return report.findings.filter(({ code }) => code === 'unknown_key' || code === 'wrong_name');
}

function isTooCostly(cel: string, sizes: Map<string, ValueSize>, own: string | undefined): boolean {
  if (cel.length > LONGEST_EXPRESSION) return true;
  try {
    const cost = costOf(parse(cel).ast, (name) => sizes.get(name) ?? SIZE_OF_ANSWER);
    if (own !== undefined) sizes.set(own, cost.value);
    return cost.pattern || cost.steps > MOST_STEPS || cost.value.size > MOST_SIZE;
  } catch (error) {
    return (error as { code?: string }).code === 'limit_exceeded';
  }
}

function nameOf([part, name]: EditPath): string | undefined {
  return part === 'calculations' || part === 'conditions' ? String(name) : undefined;
}

/** Expressions that could keep the site busy, also those of a definition that can't be compiled yet. */
function costly(source: SourceFile): readonly Finding[] {
  const sizes = new Map<string, ValueSize>();
  return expressionPlaces(source.data).flatMap(({ path, cel }) => {
    if (!isTooCostly(cel, sizes, nameOf(path))) return [];
    const message = `式「${cel.slice(0, 60)}${cel.length > 60 ? '…' : ''}」は、計算が多すぎます。`;
    const mend =
      'くり返し（map、filter、exists など）の中のくり返しを減らしてください。matches は使えません。';
    return [refusal(source.file, source.line(path), 'cel_too_costly', message, mend)];
  });
}

/**
 * What keeps a file from being kept at all. A definition may be unfinished (that is told by its
 * check), but not unreadable, dangerous, or full of what nobody will ever read.
 */
export function checkSource(file: string, text: string): readonly Finding[] {
  const early = ofText(file, text);
  if (early) return [early];
  const { source, findings } = openSource(file, text);
  if (findings.length > 0) return findings;
  const shape = ofShape(file, text);
  if (shape) return [shape];
  return file === DEFINITION_FILE ? [...unknownKeys(source), ...costly(source)] : [];
}
