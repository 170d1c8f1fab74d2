import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import {
  type Cost,
  costOf,
  LONGEST_EXPRESSION,
  MOST_SIZE,
  MOST_STEPS,
  type ValueSize,
} from '../cel/cost.ts';
import { type Reference, readReferences } from '../cel/references.ts';
import { emptyOf, toPlain } from '../cel/to-plain.ts';
import { suggestion } from '../finding.ts';
import type { Expression, Scope } from '../procedure.ts';
import type { YamlPath } from '../source-file.ts';
import { celErrorWords } from './cel-error-words.ts';
import type { Names } from './names.ts';
import type { Report } from './report.ts';

/** Where an expression stands: what it may know, and whether it speaks of one row. */
export interface Place {
  readonly path: YamlPath;
  /** Positions up to here have been answered; Infinity after the last page. */
  readonly upTo: number;
  readonly row?: string;
}

export interface Compiled<T> extends Expression<T> {
  readonly uses: ReadonlySet<string>;
  readonly position: number;
  readonly type: string;
  /** What its value can grow to. */
  readonly size: ValueSize;
  /** The CEL value itself, for the scope; throws when it can't be reckoned. */
  raw(scope: Scope): unknown;
  /** Its value if it leans on nothing at all. */
  readonly constant?: unknown;
  readonly parsed: ParseResult;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  bool: 'はい・いいえ（bool）',
  int: '整数（int）',
  string: '文字（string）',
};

/** Compiles an expression in that environment; undefined (and findings) when it is wrong. */
export function compileExpression<T>(
  environment: Environment,
  names: Names,
  report: Report,
  source: string | number | boolean,
  want: 'bool' | 'int' | 'string' | undefined,
  place: Place,
): Compiled<T> | undefined {
  const text = String(source);
  const parsed = parseOrTell(environment, names, report, text, place);
  if (!parsed) return undefined;
  const check = parsed.check();
  if (!check.valid) {
    tellCelError(report, names, place, text, check.error);
    return undefined;
  }
  const type = check.type ?? 'dyn';
  if (want !== undefined && type !== want && type !== 'dyn') {
    const message = `式「${text}」の結果が${TYPE_WORDS[type] ?? type}です。`;
    report.error(
      place.path,
      'cel_type',
      message,
      `結果が${TYPE_WORDS[want]}になる式を書いてください。`,
    );
    return undefined;
  }
  const cost = costOf(parsed.ast, names.sizeOf);
  if (isTooCostly(cost)) {
    tellTooCostly(report, place.path, text);
    return undefined;
  }
  const { references, comparisons } = readReferences(parsed.ast);
  const uses = new Set<string>();
  let position = -1;
  let good = true;
  for (const reference of references) {
    for (const use of names.usesOf(reference, place.row)) uses.add(use);
    const at = names.positionOf(reference, place.row);
    position = Math.max(position, at);
    if (at > place.upTo && good) {
      good = false;
      tellForward(report, place, text, reference);
    }
  }
  for (const reference of references.filter(names.isWithoutValue)) {
    warnOfAmount(report, place.path, reference.part ?? '');
  }
  for (const { reference, texts } of comparisons) {
    const options = names.optionsOf(reference, place.row);
    const wrong = options && texts.find((key) => key !== '' && !options.includes(key));
    if (options && wrong !== undefined) {
      good = false;
      const message = `式「${text}」の「${wrong}」は、「${reference.part ?? reference.name}」の選択肢にありません。`;
      report.error(place.path, 'unknown_option', message, suggestion(wrong, options));
    }
  }
  if (!good) return undefined;
  const empty = emptyOf(want ?? type);
  return {
    source: text,
    uses,
    position,
    type,
    size: cost.value,
    parsed,
    raw: (scope) => parsed(scope),
    run(scope) {
      try {
        return toPlain(parsed(scope)) as T;
      } catch {
        return empty as T;
      }
    },
    ...(references.length === 0 && { constant: constantOf(parsed) }),
  };
}

function isTooCostly({ steps, value, pattern }: Cost): boolean {
  return pattern || steps > MOST_STEPS || value.size > MOST_SIZE;
}

/** Refused before anything is reckoned: it could keep the site from answering anybody. */
function tellTooCostly(report: Report, path: YamlPath, text: string): void {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  report.error(
    path,
    'cel_too_costly',
    `式「${short}」は、計算が多すぎます。`,
    'くり返し（map、filter、exists など）の中のくり返しを減らすか、式を2つの計算（calculations）に分けてください。matches は使えません。',
  );
}

/** An amount that begins later is no error: a rule with it gives the empty value until then. */
export function warnOfAmount(report: Report, path: YamlPath, name: string): void {
  const message = `「amounts.${name}」には、今日の値がまだありません。`;
  const mend =
    '始まる日（from）が先のときはこのままでかまいません。違うときは amounts.yaml を直してください。';
  report.warn(path, 'amount_not_valid', message, mend);
}

function constantOf(parsed: ParseResult): unknown {
  try {
    return parsed({});
  } catch {
    return undefined;
  }
}

function parseOrTell(
  environment: Environment,
  names: Names,
  report: Report,
  text: string,
  place: Place,
): ParseResult | undefined {
  if (text.length > LONGEST_EXPRESSION) {
    tellTooCostly(report, place.path, text);
    return undefined;
  }
  try {
    return environment.parse(text);
  } catch (error) {
    if ((error as CelError).code === 'limit_exceeded') tellTooCostly(report, place.path, text);
    else tellCelError(report, names, place, text, error);
    return undefined;
  }
}

function tellForward(report: Report, place: Place, text: string, { name, part }: Reference): void {
  const told = name === 'row' ? `row.${part}` : name;
  report.error(
    place.path,
    'forward_reference',
    `式「${text}」の「${told}」は、ここより後で聞く項目です。`,
    'この条件を後のページに移すか、先に聞くようにページや項目の順番を変えてください。',
  );
}

interface CelError {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

function tellCelError(
  report: Report,
  names: Names,
  place: Place,
  text: string,
  error: unknown,
): void {
  const { code = '', summary = String(error), range } = error as CelError;
  const word = range ? text.slice(range.start, range.end).replace(/^\./, '') : '';
  const column = range ? `（${range.start + 1}文字目）。` : '。';
  const said = celErrorWords(summary);
  const why = said && `（${said}）`;
  const told = (message: string, mend: string, kind = 'cel_type') =>
    report.error(place.path, kind, message.replace(/。$/, column), mend);
  if (code === 'unknown_variable') {
    const known = names.all(place.row);
    told(
      `式「${text}」の「${word}」という名前はありません。`,
      suggestion(word, known),
      'unknown_name',
    );
  } else if (code === 'no_such_key') {
    const missing = /No such key: (.*)$/.exec(summary)?.[1] ?? word;
    const known = names.partsNear(text, missing, place.row);
    told(`式「${text}」の「${missing}」はありません。`, suggestion(missing, known), 'unknown_name');
  } else if (code === 'no_such_overload' || code === 'no_matching_overload') {
    const mend =
      '比べる値や関数に渡す値の種類（文字・整数・はい/いいえ・日付）を確かめてください。';
    told(`式「${text}」で、種類の合わない値が使われています${why}。`, mend);
  } else {
    const mend = 'かっこ、引用符、演算子（== && || !）を確かめてください。';
    told(`式「${text}」を読めません${why}。`, mend, 'cel_syntax');
  }
}
