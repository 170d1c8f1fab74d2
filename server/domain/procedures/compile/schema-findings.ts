import { z } from 'zod';
import { DEFINITION } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { YamlPath } from '../source-file.ts';
import type { Report } from './report.ts';

/** Every key that a file of that shape may have anywhere, for "did you mean". */
const knownKeys = new WeakMap<z.ZodType, ReadonlySet<string>>();

function collectKeys(schema: unknown, keys: Set<string>): Set<string> {
  if (typeof schema !== 'object' || schema === null) return keys;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') for (const key of Object.keys(value as object)) keys.add(key);
    collectKeys(value, keys);
  }
  return keys;
}

function keysOf(schema: z.ZodType): readonly string[] {
  const known = knownKeys.get(schema) ?? collectKeys(z.toJSONSchema(schema), new Set());
  knownKeys.set(schema, known);
  return [...known];
}

type Issue = z.core.$ZodIssue;

function typeWords(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: '文字',
    number: '数',
    int: '整数',
    boolean: 'true か false',
    array: '一覧（- で始まる行、または [ ]）',
    object: '「名前: 値」の組',
    record: '「名前: 値」の組',
  };
  return words[expected] ?? expected;
}

function tell(report: Report, issue: Issue, schema: z.ZodType): void {
  const path = issue.path as YamlPath;
  const last = String(path.at(-1) ?? '');
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const mend = suggestion(
          key,
          keysOf(schema).filter((known) => known !== key),
        );
        report.error(
          [...path, key],
          'unknown_key',
          `「${key}」という項目はここでは使えません。`,
          mend,
        );
      }
      return;
    case 'invalid_type':
      if (issue.input === undefined) {
        const mend = `「${last}: …」を書いてください。`;
        report.error(path, 'missing_key', `「${last}」が書かれていません。`, mend);
      } else {
        const mend = `${typeWords(issue.expected)}を書いてください。`;
        report.error(path, 'wrong_value', `「${last}」の値の種類が違います。`, mend);
      }
      return;
    case 'invalid_value':
      report.error(
        path,
        'wrong_value',
        `「${last}」の値が違います。`,
        suggestion('', issue.values.map(String)),
      );
      return;
    case 'invalid_union':
      tellUnion(report, issue, path, last, schema);
      return;
    case 'invalid_key':
      report.error(
        path,
        'wrong_name',
        `「${last}」は名前に使えません。`,
        '小文字の英字で始め、英小文字・数字・_ だけを使ってください。',
      );
      return;
    case 'invalid_format':
      report.error(path, 'wrong_value', `「${last}」の書き方が違います。`, formatMend(issue));
      return;
    case 'custom':
      report.error(path, 'wrong_value', issue.message, '値を確かめてください。');
      return;
    default:
      report.error(
        path,
        'wrong_value',
        `「${last}」の値が違います（${issue.message}）。`,
        '値を確かめてください。',
      );
  }
}

function tellUnion(
  report: Report,
  issue: Issue & { code: 'invalid_union' },
  path: YamlPath,
  last: string,
  schema: z.ZodType,
) {
  if (issue.discriminator !== undefined || last === 'type') {
    const types = DEFINITION.shape.pages.element.shape.fields.valueType.options.map((option) =>
      String([...option.shape.type.values][0]),
    );
    const at = last === 'type' ? path : [...path, 'type'];
    report.error(at, 'unknown_type', '項目の type が違います。', suggestion('', types));
    return;
  }
  // Of the several shapes, the one that came furthest says best what is wrong.
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]?.[0];
  if (best && (best.path.length > 0 || best.code === 'unrecognized_keys')) {
    tell(report, { ...best, path: [...path, ...best.path] } as Issue, schema);
    return;
  }
  report.error(
    path,
    'wrong_value',
    `「${last}」の値の種類が違います。`,
    '文字、または式を書いてください。',
  );
}

function depth(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)),
  );
}

function formatMend(issue: Issue): string {
  const pattern = 'pattern' in issue ? String(issue.pattern) : '';
  return pattern.includes('\\d{4}-\\d{2}')
    ? '日付は 2026-11-21 のように書いてください。'
    : '小文字の英字で始め、英小文字・数字・_ だけを使ってください（手続の id と選択肢は - も使えます）。';
}

/** Tells every difference from the schema at its line. */
export function tellSchemaIssues(
  report: Report,
  error: z.ZodError,
  schema: z.ZodType = DEFINITION,
): void {
  for (const issue of error.issues) tell(report, issue, schema);
}
