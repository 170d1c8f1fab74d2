import type { PastSubmission } from '../../../domain/cases/case.ts';
import { computeCaseJourney, handInsOf } from '../../../domain/cases/case-journey.ts';
import type { Answers } from '../../../domain/fields/answers.ts';
import { htmlLang } from '../../../domain/procedures/locale.ts';
import type { Page } from '../../../domain/procedures/procedure.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AnswerRow, type AnswerSection, answerSections } from '../../apply/answer-sections.ts';
import type { AnswerLine } from '../../apply/answer-text.ts';
import type { OpenCase } from './open-case.ts';

interface OneAnswer {
  readonly key: Html;
  readonly lines: readonly AnswerLine[];
  /** Not as it was before the last correction. */
  readonly changed: boolean;
  /** What the resident read and typed; undefined where they applied in Japanese. */
  readonly own?: { readonly key: Html; readonly lines: readonly AnswerLine[] };
}

interface AnswersView {
  /** HTML lang and name of the resident's language, if it is another one. */
  readonly own?: { readonly lang: string; readonly name: string };
  readonly sections: readonly {
    /** Only where it is another page than the section before. */
    readonly title?: Html;
    readonly row?: Html;
    readonly answers: readonly OneAnswer[];
  }[];
}

const isAnswered = (answers: Answers) => (field: { readonly id: string }) =>
  answers[field.id] !== undefined;

/** Pages as they were sent. Where today's rules can't walk them to the end, all that was answered. */
function shownPages({ procedure, application, events }: OpenCase) {
  const { answers } = application;
  const journey = computeCaseJourney(procedure, answers, handInsOf(application, events));
  if (journey.complete) return journey.reached;
  const pages: readonly Page[] = [
    ...procedure.pages,
    ...procedure.phases.flatMap((phase) => phase.pages),
  ];
  return pages
    .map((page) => ({ page, fields: page.fields.filter(isAnswered(answers)) }))
    .filter(({ page, fields }) =>
      page.repeat ? answers[page.repeat.of] !== undefined : fields.length > 0,
    );
}

/** What was there before the last correction, to mark what is new. */
function beforeCorrection(submissions: readonly PastSubmission[]): Answers | undefined {
  const at = submissions.findLastIndex(({ kind }) => kind === 'correction' || kind === 'change');
  return submissions[at - 1]?.answers;
}

function oneAnswer(row: AnswerRow, own: AnswerRow | undefined): OneAnswer {
  return {
    key: row.key,
    lines: row.lines,
    changed: row.mark !== undefined,
    ...(own && { own: { key: own.key, lines: own.lines } }),
  };
}

/** The answers in Japanese, and beside each what the resident saw and typed in their language. */
export function answersView(
  services: Services,
  found: OpenCase,
  words: Words,
  submissions: readonly PastSubmission[],
): AnswersView {
  const { procedure, application } = found;
  const { resources, catalogues } = services;
  const args = {
    procedure,
    pages: shownPages(found),
    answers: application.answers,
    sources: { resources, catalogues },
  };
  const before = beforeCorrection(submissions);
  const sections: readonly AnswerSection[] = answerSections({
    ...args,
    words,
    // Staff pay out to the account and have to see all of it.
    sources: { ...args.sources, wholeAccounts: true },
    ...(before && { before }),
  });
  const { locale } = application;
  const theirs = services.words(locale);
  const own = locale === 'ja' ? undefined : answerSections({ ...args, words: theirs });
  let title: string | undefined;
  return {
    ...(own && {
      own: { lang: htmlLang(locale), name: theirs.plain('common:language_name') },
    }),
    sections: sections.map((section, at) => {
      const isNew = section.title.value !== title;
      title = section.title.value;
      return {
        ...(isNew && { title: section.title }),
        ...(section.row && { row: section.row }),
        answers: section.rows.map((row, index) => oneAnswer(row, own?.[at]?.rows[index])),
      };
    }),
  };
}
