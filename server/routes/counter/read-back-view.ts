import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import { besideJapanese, needsJapanese } from '../../http/beside-japanese.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerSection } from '../apply/answer-sections.ts';
import { besideRows, besideSections } from '../apply/beside-japanese.ts';
import type { CheckModel } from '../apply/check-view.ts';

const SIZES = ['normal', 'large', 'largest'] as const;
export type ReadBackSize = (typeof SIZES)[number];

export const readBackSize = (wanted: unknown): ReadBackSize =>
  SIZES.find((size) => size === wanted) ?? 'normal';

export interface ReadBackArgs {
  readonly sitting: string;
  readonly task: string;
  readonly words: Words;
  readonly japanese: Words;
  /** Check-your-answers in the resident's language, and in Japanese. */
  readonly own: CheckModel;
  readonly other: CheckModel;
  readonly size: ReadBackSize;
  /** The tablet lies between the two: everything stands on its head for staff. */
  readonly turned?: boolean;
  /** Languages that this resident may prefer: theirs and, of a Japanese one, easy Japanese. */
  readonly languages: readonly Locale[];
  /** Nothing of it may be opened here: it is confirmed by a tap. */
  readonly sealed: boolean;
  readonly notice?: 'stale' | 'conflict';
  readonly error?: 'signature_missing' | 'signature_broken';
}

const readOnly = ({ change: _change, ...section }: AnswerSection): AnswerSection => ({
  ...section,
  rows: section.rows.map(({ change: _row, ...row }) => row),
});

/** A sum of money with its lines in both languages. */
function besideLines<T extends { readonly label: Html | string; readonly yen: Html }>(
  own: readonly T[],
  other: readonly T[],
) {
  return own.map((line, index) => ({
    ...line,
    label: besideJapanese(line.label, other[index]?.label ?? line.label),
  }));
}

function feeOf({ own, other }: ReadBackArgs) {
  if (own.fee === undefined) return undefined;
  const lines = besideLines(own.fee.lines, other.fee?.lines ?? []);
  return { ...own.fee, lines, isFree: own.fee.lines.length === 0 };
}

function switches({ sitting, task, words, size, languages, turned = false }: ReadBackArgs) {
  const at = (locale: Locale, wanted: ReadBackSize, turn = turned) =>
    `${counterPaths.readBack(sitting, task)}?language=${locale}&size=${wanted}${turn ? '&turn=1' : ''}#read-back`;
  return {
    turned,
    turnHref: at(words.locale, size, !turned),
    sizes: SIZES.map((one) => ({
      href: at(words.locale, one),
      text: words.t(`common:text_size_${one}`),
      current: one === size,
    })),
    languages: languages.map((one) => ({
      href: at(one, size),
      locale: one,
      lang: htmlLang(one),
      current: one === words.locale,
    })),
  };
}

/** What was entered, turned round to the resident: large words and two buttons. View: `counter/read-back`. */
export function readBackView(args: ReadBackArgs): PageModel {
  const { words, japanese, own, other, sitting, task } = args;
  const both = (key: string) => besideJapanese(words.t(key), japanese.t(key));
  const isOther = needsJapanese(words.locale);
  return {
    title: words.plain('counter:read_back_title'),
    hasErrors: args.error !== undefined,
    styles: ['counter-read-back.css', 'signature.css'],
    scripts: ['once.js', 'read-back.js', ...(args.sealed ? [] : ['signature.js'])],
    both,
    lang: htmlLang(words.locale),
    heading: both('counter:read_back_title'),
    caption: besideJapanese(own.pageHeading.caption ?? '', other.pageHeading.caption ?? ''),
    ...switches(args),
    notice: args.notice && { tone: 'warning', text: both(`counter:notice.${args.notice}`) },
    error: args.error && both(`counter:error.${args.error}`),
    isOther,
    sections: besideSections(own.sections, other.sections).map(readOnly),
    documents: besideRows(own.documents, other.documents).map(({ change: _change, ...row }) => row),
    fee: feeOf(args),
    payWay: own.payWay && besideJapanese(own.payWay, other.payWay ?? own.payWay),
    waits: own.waits,
    next: both(own.isPrepared ? 'counter:next_prepared' : 'counter:next_received'),
    canSign: !args.sealed,
    action: counterPaths.readBack(sitting, task),
    showPart: counterPaths.readBackPart(sitting, task),
    locale: words.locale,
    size: args.size,
    csrf: own.csrf,
    draft: own.draft,
  };
}
