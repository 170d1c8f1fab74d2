import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import { canMove } from '../../domain/applications/status-table.ts';
import type { WithdrawalTerms } from '../../domain/applications/withdrawal-terms.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { Resources } from '../../domain/bookings/resources.ts';
import type { Catalogue } from '../../domain/fees/item-catalogue.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { answerSections } from '../apply/answer-sections.ts';
import { type ContactView, contactView } from '../apply/contact-view.ts';
import { dateText } from '../apply/format-text.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import { caseDocumentRows } from '../attachments/case-document-rows.ts';
import type { CaseDocument } from '../attachments/case-documents.ts';
import { bookingView } from './booking-view.ts';
import type { CasePage } from './case-page.ts';
import type { changeSection } from './change-section.ts';
import { chargeSummary } from './counter-fee.ts';
import type { lineSection } from './line-routes.ts';
import type { MessagesView } from './messages-view.ts';
import type { otherCharges } from './other-charges.ts';
import type { refundsView } from './refunds-view.ts';
import { situationView, waitingPlaceText } from './situation-view.ts';
import { DECIDED, timelineView } from './timeline-view.ts';

export interface StatusArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  readonly charge?: Charge;
  /** What goes back, over all charges. */
  readonly refundYen?: number;
  readonly otherCharges?: ReturnType<typeof otherCharges>;
  readonly change?: Awaited<ReturnType<typeof changeSection>>;
  readonly refunds?: ReturnType<typeof refundsView>;
  readonly booking?: Booking;
  /** Of an application on the waiting list; 1 = next. */
  readonly waitingPlace?: number;
  readonly withdrawal: WithdrawalTerms;
  readonly documents: readonly CaseDocument[];
  /** What is to be done and what the town has said; of a case without any, absent. */
  readonly casePage?: CasePage;
  readonly messages?: MessagesView;
  readonly line?: Awaited<ReturnType<typeof lineSection>>;
  /** Offers "once more with the same answers". */
  readonly again?: boolean;
  readonly calendarHref?: string;
  readonly resources?: Resources;
  readonly catalogues?: ReadonlyMap<string, Catalogue>;
  readonly csrf: string;
  readonly paths: Paths;
  readonly contact?: ContactView;
}

function withdrawalView({ withdrawal, words, paths, application }: StatusArgs) {
  const { status } = application;
  // What is decided can't be taken back; nothing needs to be said about that.
  if (!canMove(status, 'withdrawn')) return undefined;
  const { until } = withdrawal;
  const date = until ? dateText(words, until) : '';
  if (!withdrawal.allowed) return { text: words.t('status:withdraw_over', { date }) };
  return {
    href: paths.statusWithdraw(words.locale, application.id),
    text: until ? words.t('status:withdraw_until', { date }) : words.t('status:withdraw_open'),
  };
}

/**
 * What stands among the things to do is not said a second time; and once it is decided, nobody
 * waits for what never came.
 */
function shownDocuments({ documents, application, casePage }: StatusArgs) {
  const asked = casePage?.tasks.map(({ document }) => document) ?? [];
  if (!DECIDED.includes(application.status)) {
    return documents.filter(({ rule }) => !asked.includes(rule.key));
  }
  return documents.filter(({ state }) => state === 'given' || state === 'received');
}

function answeredPages(procedure: Procedure, answers: Answers) {
  return procedure.pages
    .map((page) => ({ page, fields: page.fields.filter((f) => answers[f.id] !== undefined) }))
    .filter(({ page, fields }) => page.repeat || fields.length > 0);
}

/** What was sent, and as a paper; of a sealed case only that nobody can show it here. */
function sentView({ procedure, words, application, paths, resources, catalogues }: StatusArgs) {
  if (procedure.sealed) return { sealed: words.t('status:sealed') };
  const { answers, id } = application;
  const pages = answeredPages(procedure, answers);
  const sources = { resources, catalogues };
  return {
    sections: answerSections({ procedure, words, pages, answers, sources }),
    pdfHref: paths.applicationPdf(words.locale, id),
  };
}

/** Where one application stands and what can be done with it. View: `status/status`. */
export function statusView(args: StatusArgs): PageModel {
  const { procedure, words, application, charge, paths } = args;
  const situation = situationView(application, words, charge, args.refundYen);
  const { locale } = words;
  const contact = args.contact ?? contactView(procedure, words);
  return {
    title: `${situation.titlePlain} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css', 'messages.css'],
    scripts: ['print.js', 'once.js'],
    contact,
    caption: procedureText(procedure, words, 'title'),
    situation,
    waitingPlace: waitingPlaceText(words, args.waitingPlace),
    number: application.number,
    tasks: args.casePage?.tasks ?? [],
    returned: args.casePage?.returned,
    refusal: args.casePage?.refusal,
    ownNotice: args.casePage?.ownNotice,
    reminder: args.casePage?.reminder,
    messages: args.messages,
    line: args.line,
    counterFee: args.casePage?.counterFee,
    feeNote: args.casePage?.feeNote,
    timeline: timelineView(
      procedure,
      words,
      application,
      args.events,
      args.casePage?.notes,
      args.casePage?.reminder ? ['reminder'] : [],
    ),
    booking: bookingView(args.booking, words, args.resources),
    calendarHref: args.calendarHref,
    charge: chargeSummary(charge, words, procedure, contact),
    refunds: args.refunds ?? [],
    otherCharges: args.otherCharges ?? [],
    change: args.change,
    receiptHref: charge?.paidAt ? paths.receipt(locale, charge.id) : undefined,
    documents: caseDocumentRows(shownDocuments(args), { procedure, words, application, paths }),
    ...sentView(args),
    withdrawal: withdrawalView(args),
    againAction: args.again ? paths.statusAgain(locale, application.id) : undefined,
    leaveAction: paths.leave(locale),
    csrf: args.csrf,
  };
}
