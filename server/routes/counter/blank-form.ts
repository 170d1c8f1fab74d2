import type { Locale } from '../../domain/procedures/locale.ts';
import type { Page, Procedure } from '../../domain/procedures/procedure.ts';
import { groupOf, isLaterPage } from '../../domain/procedures/repeat-group.ts';
import type { Words } from '../../http/words.ts';
import type {
  FormDocument,
  PrintedAnswer,
  PrintedSection,
} from '../../integrations/pdf/form-document.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { askedOf } from './blank-condition.ts';
import { answerRow, condition, inBrackets, MOST_ROWS, type Paper } from './blank-rows.ts';
import { BLANK_WORDS } from './blank-words.ts';

/** What is sent later, after the town's approval, is on the same paper and says so. */
function phaseTitle({ procedure }: Paper, words: Words, phase: string | undefined): string {
  if (phase === undefined) return '';
  const title = procedurePlain(procedure, words, `phases.${phase}.title`);
  return `${words.plain('paper:later')}「${title}」　`;
}

function pageSections(paper: Paper, page: Page, phase?: string): PrintedSection[] {
  const { procedure, ja, other, today } = paper;
  const repeat = page.repeat?.of;
  const asked = askedOf(
    procedure,
    { ...(page.when && { when: page.when }), ...(repeat && { repeat }) },
    today,
  );
  if (asked === 'nobody' || isLaterPage(page)) return [];
  const pages = page.repeat ? groupOf(procedure, page) : [page];
  const rows = pages.flatMap(({ fields }) => fields.flatMap((field) => answerRow(paper, field)));
  if (rows.length === 0) return [];
  const titleIn = (words: Words) =>
    `${phaseTitle(paper, words, phase)}${procedurePlain(procedure, words, `pages.${page.id}.title`)}${inBrackets(condition(asked, words))}`;
  const titled = (...more: string[]) =>
    [`${titleIn(ja)}${more[0] ?? ''}`, other && titleIn(other), more[1]].filter(Boolean).join('\n');
  const max = page.repeat?.max ?? 1;
  if (max === 1) return [{ title: titled(), rows }];
  const count = Math.min(max, MOST_ROWS);
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1 && max > count;
    const more = isLast ? BLANK_WORDS.moreRows(max) : '';
    return { title: titled(`　${BLANK_WORDS.row(index + 1)}`, more), rows };
  });
}

/** What is handed in with it, to be ticked. */
function attachmentSection(paper: Paper, only?: string): PrintedSection[] {
  const { procedure, ja, other, today } = paper;
  const rows = procedure.attachments.flatMap(({ key, when, phase }): PrintedAnswer[] => {
    const asked = askedOf(procedure, when ? { when } : {}, today);
    if (asked === 'nobody' || phase !== only) return [];
    const text = (words: Words) => procedurePlain(procedure, words, `attachments.${key}.label`);
    return [
      {
        label: [text(ja), inBrackets(condition(asked, ja))].filter(Boolean).join('\n'),
        value: `□ ${BLANK_WORDS.handedIn}　　□ ${BLANK_WORDS.later}`,
        height: 10,
        ...(other && {
          labelSmall: [text(other), condition(asked, other)].filter(Boolean).join('\n'),
        }),
      },
    ];
  });
  const title = [ja, other]
    .flatMap((words) =>
      words ? `${phaseTitle(paper, words, only)}${words.plain('paper:bring')}` : [],
    )
    .join('\n');
  return rows.length > 0 ? [{ title, rows }] : [];
}

/** Filled in by the office: the paper becomes a case when the line is back. */
const OFFICE: PrintedSection = {
  title: BLANK_WORDS.officeUse,
  rows: [BLANK_WORDS.takenOn, BLANK_WORDS.takenBy, BLANK_WORDS.number].map((label) => ({
    label,
    value: '',
    height: 9,
  })),
};

/**
 * The paper for when the system or the line is down: every page of a definition with empty boxes, in
 * Japanese, with another language small beside it.
 */
export function blankForm(services: Services, procedure: Procedure, locale: Locale): FormDocument {
  const ja = services.words('ja');
  const today = todayInTokyo(services.clock.now());
  const other = locale === 'ja' ? undefined : services.words(locale);
  const paper = { services, procedure, ja, other, today };
  const town = services.library.municipality.name['ja'] ?? '';
  const { form } = procedure.output;
  const title = procedurePlain(procedure, ja, 'title');
  const name = other && procedurePlain(procedure, other, 'title');
  return {
    title: form?.name ?? title,
    ...(form?.number !== undefined && { formNumber: form.number }),
    formNote: [ja, other].flatMap((words) => words?.plain('paper:note') ?? []).join('\n'),
    addressee: ja.plain('documents:addressee', { town }),
    facts: [
      { label: BLANK_WORDS.procedure, value: title, ...(name && { valueSmall: name }) },
      { label: ja.plain('documents:basis'), value: procedure.basis },
      { label: BLANK_WORDS.writtenOn, value: '令和　　　年　　　月　　　日', height: 9 },
    ],
    sections: [
      ...procedure.pages.flatMap((page) => pageSections(paper, page)),
      ...attachmentSection(paper),
      ...procedure.phases.flatMap(({ id, pages }) => [
        ...pages.flatMap((page) => pageSections(paper, page, id)),
        ...attachmentSection(paper, id),
      ]),
      OFFICE,
    ],
    foot: `${town}　${title}`,
  };
}
