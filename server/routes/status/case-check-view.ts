import type { Municipality } from '../../domain/procedures/municipality.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import { answerSections } from '../apply/answer-sections.ts';
import type { AnswerSources } from '../apply/answer-text.ts';
import { contactView } from '../apply/contact-view.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import { documentRows, type ShownDocument } from '../attachments/document-rows.ts';
import { type CaseState, phaseOf } from './case-state.ts';
import { returnedView } from './returned-view.ts';

export interface CaseCheckArgs {
  readonly state: CaseState;
  readonly words: Words;
  readonly municipality: Municipality;
  readonly documents: readonly ShownDocument[];
  readonly sources: AnswerSources;
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly notice?: 'stale' | 'conflict' | 'fee_changed' | 'slot_taken';
}

function noticeView({ notice, words }: CaseCheckArgs) {
  if (!notice) return undefined;
  const text =
    notice === 'fee_changed' || notice === 'slot_taken'
      ? words.t(`status:notice.${notice}`)
      : words.t(`apply:notice.${notice}`);
  return { tone: 'warning', text, role: 'status' };
}

/** What is about to be sent, with what is not as it was. View: `status/check`. */
export function caseCheckView(args: CaseCheckArgs): PageModel {
  const { state, words, documents, municipality } = args;
  const { procedure, place, journey, application, note } = state;
  const { locale } = words;
  const phase = phaseOf(state.draft.caseOf?.kind ?? '');
  const title = phase === undefined ? 'status:correction_check' : 'status:phase_check';
  const steps = journey.total + (documents.length > 0 ? 2 : 1);
  const last = journey.reached.at(-1)?.page;
  const before = documents.length > 0 ? place.attachments(locale) : undefined;
  return {
    title: `${words.plain(title)} - ${procedurePlain(procedure, words, 'title')}`,
    keepForm: 'form',
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, municipality),
    backLink: { href: before ?? (last ? place.page(locale, last.id) : place.home(locale)) },
    pageHeading: {
      caption: procedureText(procedure, words, phase ? `phases.${phase}.title` : 'title'),
      title: words.t(title),
      current: steps,
      total: steps,
    },
    notice: noticeView(args),
    returned: phase === undefined ? returnedView(procedure, words, note) : undefined,
    rest: phase === undefined,
    sections: answerSections({
      procedure,
      words,
      pages: journey.reached,
      answers: journey.answers,
      sources: args.sources,
      ...(phase === undefined && { before: application.answers }),
      changeHref: (page, row) => `${place.page(locale, page.id, row)}?from=check`,
    }),
    documents: documentRows(documents, {
      procedure,
      words,
      hrefOf: ({ rule }) => `${place.attachments(locale)}/${rule.key}?from=check`,
    }),
    action: place.check(locale),
    submitText: words.t(phase === undefined ? 'status:correction_send' : 'status:phase_send'),
    csrf: args.csrf,
    draft: args.draft,
  };
}
