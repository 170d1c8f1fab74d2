import type { AnswerPlace } from '../../domain/counter/wrong-answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { besideJapanese } from '../../http/beside-japanese.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerSection } from '../apply/answer-sections.ts';
import { domId } from '../apply/field-texts.ts';
import type { FormPlace } from '../apply/form-place.ts';
import { type ReadBackArgs, readBackView } from './read-back-view.ts';

/** `dogs.1.breed`, `owner..phone` */
const placeKey = ({ page, row, field }: AnswerPlace): string => [page, row ?? '', field].join('.');

/** Where staff mend that answer. */
export function placeHref(place: FormPlace, at: AnswerPlace, locale: Locale): string {
  return `${place.page(locale, at.page, at.row)}?from=check#${domId(at.field)}`;
}

/** The answers that the form shows, by their keys. */
export function placesIn(sections: readonly AnswerSection[]): ReadonlyMap<string, AnswerPlace> {
  const places = sections.flatMap(({ rows }) => rows.flatMap(({ at }) => at ?? []));
  return new Map(places.map((place) => [placeKey(place), place]));
}

/** The resident points at what is wrong: each answer is one large box. View: `counter/wrong`. */
export function wrongView(args: ReadBackArgs): PageModel {
  const view = readBackView(args);
  const both = (key: string) => besideJapanese(args.words.t(key), args.japanese.t(key));
  return {
    ...view,
    title: args.words.plain('counter:wrong_title'),
    heading: both('counter:wrong_title'),
    scripts: ['once.js'],
    back: `${String(view['action'])}?language=${args.words.locale}&size=${args.size}${args.turned ? '&turn=1' : ''}`,
    sections: (view['sections'] as readonly AnswerSection[]).map((section) => ({
      ...section,
      rows: section.rows.map((row) => ({ ...row, place: row.at && placeKey(row.at) })),
    })),
  };
}

/** What is still marked, for staff: each with its link, and a button for "right as it is". */
export function wrongNotice(
  open: readonly AnswerPlace[],
  sections: readonly AnswerSection[],
  { place, locale }: { readonly place: FormPlace; readonly locale: Locale },
) {
  const rows = sections.flatMap((section) =>
    section.rows.map(({ at, key }) => ({ at, key, row: section.row })),
  );
  return open.flatMap((one) => {
    const shown = rows.find(({ at }) => at && placeKey(at) === placeKey(one));
    if (shown === undefined) return [];
    const { key, row } = shown;
    return [{ key, row, href: placeHref(place, one, locale), intent: `right:${placeKey(one)}` }];
  });
}

/** The answers on the check page, with those marked that the resident pointed at. */
export function withMarks(
  open: readonly AnswerPlace[],
  sections: readonly AnswerSection[],
  mark: Html,
): AnswerSection[] {
  const marked = new Set(open.map(placeKey));
  return sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) =>
      row.at && marked.has(placeKey(row.at)) ? { ...row, mark } : row,
    ),
  }));
}
