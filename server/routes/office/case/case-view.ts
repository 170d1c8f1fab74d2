import type { FastifyRequest } from 'fastify';
import { dueDay } from '../../../domain/inbox/due-day.ts';
import { relatedCases } from '../../../domain/inbox/related-cases.ts';
import { applicationRecord } from '../../../domain/output/application-record.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import { knownProcedure } from '../../../domain/procedures/known-procedure.ts';
import { htmlLang } from '../../../domain/procedures/locale.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import type { Services } from '../../../services.ts';
import { dateText, momentText } from '../../apply/format-text.ts';
import { procedurePlain, procedureText } from '../../apply/procedure-text.ts';
import { caseDocuments } from '../../attachments/case-documents.ts';
import { bookingView } from '../../status/booking-view.ts';
import { decisionPanel } from '../decision-panel.ts';
import { type ActorNames, actorNames } from './actor-names.ts';
import { answersView } from './answers-view.ts';
import { awaitedWords } from './awaited-words.ts';
import { channelText } from './channel-words.ts';
import { documentsView } from './documents-view.ts';
import { identityText } from './identity-words.ts';
import { keepingView } from './keeping-view.ts';
import { moneyView, otherMoney } from './money-view.ts';
import { numbersIn } from './number-fields.ts';
import type { OpenCase } from './open-case.ts';
import { actionViews, undoView } from './panel-view.ts';
import { shieldView } from './protection-view.ts';
import { refundsOfCase } from './refunds-view.ts';
import { sealedView } from './sealed-view.ts';
import { situationWord } from './situation-words.ts';
import { officeTimeline } from './timeline-view.ts';
import { versionsView } from './versions-view.ts';
import { viewersOf } from './viewers.ts';

/** Nobody is waited for any more. */
const CLOSED = ['granted', 'refused', 'completed', 'withdrawn', 'lapsed'];

async function factRows(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  { assignee, names }: { readonly assignee: string; readonly names: ActorNames },
) {
  const { application, procedure, events } = found;
  const { words } = request;
  const { status, submittedAt, locale } = application;
  const due = dueDay(events, submittedAt, procedure.review.days);
  const isOpen = !CLOSED.includes(status);
  const confirmation = await services.stores.confirmations.find(application.id);
  return [
    { key: '送った日時', value: momentText(words, submittedAt) },
    ...(isOpen ? [{ key: '期限', value: dateText(words, due) }] : []),
    { key: '担当者', value: assignee },
    { key: '方法', value: channelText(application, confirmation, names) },
    { key: '言葉', value: services.words(locale).plain('common:language_name') },
    { key: '本人確認', value: identityText(found, words, names) },
    { key: '根拠', value: procedure.basis },
  ];
}

async function related(services: Services, found: OpenCase, request: FastifyRequest) {
  const { application, procedure } = found;
  const sections = request.staffSections('cases.read');
  const cases = await relatedCases(services, {
    application,
    procedure,
    sections,
    reader: found.staffId,
  });
  return cases.map(({ row, by }) => ({
    href: officePaths.case(row.applicationId),
    number: row.number,
    title:
      knownProcedure(services.library, row.procedureId)?.text('ja', 'title') ?? row.procedureId,
    situation: situationWord(row.status),
    at: momentText(request.words, row.submittedAt),
    by: by === 'phone' ? '電話番号が同じ' : '名前と生年月日が同じ',
  }));
}

async function talk({ stores }: Services, { application }: OpenCase) {
  const [messages, refused] = await Promise.all([
    stores.messages.list(application.id),
    stores.outbox.refusedOf(application.id),
  ]);
  return {
    href: officePaths.caseMessages(application.id),
    mailRefused: refused.length > 0,
    count: messages.length,
    unread: messages.filter(({ author, readAt }) => author === 'resident' && readAt === null)
      .length,
  };
}

async function notesView(
  { stores }: Services,
  found: OpenCase,
  names: ActorNames,
  request: FastifyRequest,
) {
  const notes = await stores.staffNotes.list(found.application.id);
  return notes.map(({ at, staffId, text }) => ({
    at: momentText(request.words, at),
    who: names.ofStaff(staffId),
    text,
  }));
}

function recordView({ procedure, application, events }: OpenCase) {
  if (procedure.sealed || procedure.output.record.length === 0) return [];
  const { items } = applicationRecord(procedure, application, events);
  return Object.entries(items).map(([item, value]) => ({
    item,
    value: typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''),
  }));
}

/** Whoever works at a till may take what is owed now. */
function tillHref(charge: Charge | undefined, request: FastifyRequest): string | undefined {
  const isOwed = charge && ['open', 'started', 'pending'].includes(charge.state);
  return isOwed && request.staffMay('till.work') ? financePaths.tills(charge.id) : undefined;
}

/** One application on one screen. View: `office/case/case`. */
export async function caseView(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
): Promise<PageModel> {
  const { stores } = services;
  const { application, procedure, events } = found;
  const { id } = application;
  const { words } = request;
  const names = await actorNames(services);
  const [charge, charges, booking, notes, submissions, inboxRow, documents] = await Promise.all([
    stores.charges.findByApplication(id),
    stores.charges.listByApplication(id),
    stores.bookings.findByApplication(id),
    stores.cases.notes(id),
    stores.cases.submissions(id),
    stores.inbox.find(id),
    caseDocuments(services, found, events),
  ]);
  const title = procedureText(procedure, words, 'title');
  return {
    title: `${application.number} ${procedurePlain(procedure, words, 'title')}`,
    styles: ['office-case.css', 'office-decisions.css'],
    scripts: ['once.js'],
    heading: title,
    number: application.number,
    situation: situationWord(application.status),
    closed: CLOSED.includes(application.status),
    residentLang: htmlLang(application.locale),
    seq: found.lastSeq,
    facts: await factRows(services, found, request, {
      assignee: inboxRow?.assigneeName ?? 'まだ決まっていません',
      names,
    }),
    awaited: await awaitedWords(services, found, words),
    keeping: await keepingView(services, found, request),
    undo: undoView(services, found),
    decision: await decisionPanel(services, found, request),
    actions: actionViews(services, found, request),
    sealed: await sealedView(services, found),
    answers: answersView(services, found, words, submissions),
    numbers: numbersIn(procedure, application.answers) &&
      request.staffMay('cases.work', procedure.section) && {
        href: officePaths.caseAction(id, 'individual-numbers'),
      },
    documents: documentsView(documents, found, words),
    booking: bookingView(booking, words, services.resources),
    money: moneyView(charge, charge ? await stores.charges.events(charge.id) : [], words),
    otherMoney: otherMoney(charges, words, request.staffMay('charges.read', procedure.section)),
    tillHref: tillHref(charge, request),
    chargeHref:
      charge && request.staffMay('charges.read', procedure.section)
        ? financePaths.charge(charge.id)
        : undefined,
    refunds: await refundsOfCase(services, found, request),
    record: recordView(found),
    timeline: officeTimeline(found, words, { names, notes }),
    versions: versionsView(services, found, words, submissions),
    related: await related(services, found, request),
    messages: await talk(services, found),
    notes: await notesView(services, found, names, request),
    noteAction: request.staffMay('cases.work', procedure.section)
      ? officePaths.caseAction(id, 'notes')
      : undefined,
    viewers: await viewersOf(services, found, words, names),
    shield: await shieldView(services, found, request.staffMay('protections.manage')),
    pdf: procedure.sealed ? undefined : officePaths.casePdf(id),
    list: officePaths.cases(),
  };
}
