import type { BuilderDesk } from './builder-desk.ts';
import { onPaper, personParts } from './builder-form-answers.ts';
import type { Choice } from './builder-input.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import { type Tree, textOf, treeOf } from './builder-tree.ts';

/** So many rows have boxes of their own to choose; a sheet of paper seldom has more. */
const MOST_ROWS = 5;

/** Questions that are asked for each row, by the page that asks them. */
interface RowQuestions {
  readonly rows: string;
  readonly title: string;
  readonly most: number;
  readonly page: BuiltPage;
  readonly fields: readonly BuiltField[];
}

function rowQuestions({ pages }: BuilderDesk): readonly RowQuestions[] {
  return pages.flatMap((page): RowQuestions[] => {
    const { repeat } = page;
    if (repeat !== undefined) {
      const first = pages.find((one) => one.repeat === repeat) ?? page;
      const most = Number(treeOf(first.source['repeat'])['max'] ?? MOST_ROWS);
      return [{ rows: repeat, title: first.title, most, page, fields: page.fields }];
    }
    return page.fields
      .filter(({ type }) => type === 'rows')
      .map(({ key, label, source, fields }) => {
        const most = Number(source['max'] ?? MOST_ROWS);
        // The page's own condition decides about the whole table: without rows there is nothing.
        return { rows: key, title: label, most, page: { ...page, source: {} }, fields };
      });
  });
}

/** What asks about `row`, with the row's own name. */
function ofRow(source: Tree, name: string): Tree {
  const when = textOf(source['when']);
  return when === '' ? source : { ...source, when: when.replace(/\brow\./g, `${name}.`) };
}

/** Each question of a row as an expression about the row with that name. */
function answersOf(desk: BuilderDesk, { page, fields }: RowQuestions, name: string) {
  const asked = { ...page, source: ofRow(page.source, name) };
  return fields
    .flatMap((field) => (field.type === 'person' ? personParts(field) : [field]))
    .flatMap(({ key, ...field }) => {
      const own = { ...field, key: `${name}.${key}`, source: ofRow(field.source, name) };
      const value = onPaper(desk, asked, own);
      return value ? [{ value, text: field.label }] : [];
    });
}

const ROW = 'each_row';

/** All rows in one box, one after the other. */
export const joinedAnswers = (desk: BuilderDesk): readonly Choice[] =>
  rowQuestions(desk).flatMap((questions) =>
    answersOf(desk, questions, ROW).map(({ value, text }) => ({
      value: `${questions.rows}.map(${ROW}, ${value}).join("、")`,
      text: `${text}（全部を「、」でつなぐ）`,
      group: `「${questions.title}」の全部`,
    })),
  );

/** The first, second … row in a box of its own: empty where there are not so many. */
export const rowAnswers = (desk: BuilderDesk): readonly Choice[] =>
  rowQuestions(desk).flatMap((questions) => {
    const { rows, title, most } = questions;
    const count = Math.min(most, MOST_ROWS);
    return Array.from({ length: count }, (_, at) =>
      answersOf(desk, questions, `${rows}[${at}]`).map(({ value, text }) => ({
        value: `size(${rows}) > ${at} ? (${value}) : ""`,
        text: `${text}（${at + 1}つ目）`,
        group: `「${title}」の${at + 1}つ目`,
      })),
    ).flat();
  });
