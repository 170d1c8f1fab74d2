import type { FastifyRequest } from 'fastify';
import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import { computeCaseJourney, handInsOf } from '../../domain/cases/case-journey.ts';
import { lastReturn } from '../../domain/cases/correction.ts';
import { openTasks } from '../../domain/cases/open-tasks.ts';
import { REMINDED, reminderOf } from '../../domain/cases/reminder.ts';
import { awaitedKind } from '../../domain/cases/start-resubmission.ts';
import { computeFee } from '../../domain/fees/compute-fee.ts';
import { exemptionStanding } from '../../domain/fees/exemption.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import { appealText } from '../../http/appeal-text.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { feeTexts } from '../apply/fee-texts.ts';
import { yenText } from '../apply/format-text.ts';
import { pricingFor } from '../apply/pricing.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { staffText } from '../apply/remarks.ts';
import type { GrantedApplication } from './application-context.ts';
import { returnedView } from './returned-view.ts';
import { isPayable, isPromised, situationView } from './situation-view.ts';
import { tasksView } from './tasks-view.ts';

/** What the status page says of a case besides its situation and its timeline. */
export type CasePage = Awaited<ReturnType<typeof casePage>>;

interface Found extends GrantedApplication {
  readonly events: readonly ApplicationEvent[];
  readonly charge: Charge | undefined;
}

function payLink({ application, charge }: Found, words: Words) {
  const situation = situationView(application, words, charge);
  if (!charge || !isPayable(situation)) return undefined;
  const waits = isPromised(situation);
  return {
    href: paths.payCharge(words.locale, charge.id),
    text: words.t(waits ? 'apply:pay_details' : 'apply:pay_now'),
  };
}

/** Reasons of a refusal (行政手続法8条) and how to appeal against it. */
function refusalView(
  services: Services,
  { application, procedure, events }: Found,
  notes: ReadonlyMap<number, CaseNote>,
  words: Words,
) {
  if (application.status !== 'refused') return undefined;
  const seq = events.findLast(({ type }) => type === 'refused')?.seq ?? -1;
  const reasons = notes.get(seq)?.text;
  return {
    reasons: reasons && staffText(reasons, words),
    appeal: appealText(words, procedure, services.library.municipality)?.html,
  };
}

/** The reminder as a lost mail said it, from its day on until the day that it is about. */
function reminderView({ application, procedure, events }: Found, words: Words, today: string) {
  if (!procedure.reminder || !REMINDED.includes(application.status)) return undefined;
  const { scope } = computeCaseJourney(
    procedure,
    application.answers,
    handInsOf(application, events),
  );
  const due = reminderOf(procedure, scope);
  const isNow = due !== undefined && due.on <= today && today <= due.of;
  return isNow ? procedureText(procedure, words, 'notices.reminder.text') : undefined;
}

const PAID_BY_NOW: readonly Application['status'][] = [
  'completed',
  'refused',
  'withdrawn',
  'lapsed',
];

/** What is paid at the counter, by the rules of the day on which it was sent. */
function counterFee(services: Services, found: Found, words: Words) {
  const { application, procedure, events, charge } = found;
  // What was sent since has a charge of its own, which says more.
  if (charge?.kind === 'counter') return undefined;
  if (procedure.fee.when !== 'at_counter' || PAID_BY_NOW.includes(application.status)) {
    return undefined;
  }
  const today = todayInTokyo(application.submittedAt);
  const journey = computeCaseJourney(
    procedure,
    application.answers,
    handInsOf(application, events),
  );
  const fee = feeTexts(
    procedure,
    words,
    computeFee(procedure, journey, pricingFor(services, today)),
  );
  if (fee.yen === 0) return undefined;
  return {
    id: 'counter-fee',
    lines: fee.lines.map(({ label, yen }) => ({ label, yen: yenText(words, yen) })),
    total: yenText(words, fee.yen),
  };
}

/** What is paid, and when, of a fee that nothing is owed for yet. */
function feeNote({ application, procedure, events, charge }: Found, words: Words) {
  if (PAID_BY_NOW.includes(application.status)) return undefined;
  if (exemptionStanding(procedure, application, events) === 'claimed') {
    return words.t('status:exemption_waits');
  }
  const isBilled = charge !== undefined || events.some(({ type }) => type === 'bill_made');
  return procedure.fee.when === 'monthly_bill' && !isBilled
    ? words.t('status:monthly_waits')
    : undefined;
}

/** @returns tasks, what was returned, reasons, notices, fee at the counter; each only where there is one */
export async function casePage(services: Services, request: FastifyRequest, found: Found) {
  const { application, procedure, events } = found;
  const { stores, clock } = services;
  const { words } = request;
  const kind = awaitedKind(procedure, application, events);
  const [notes, files, draft] = await Promise.all([
    stores.cases.notes(application.id),
    stores.attachments.listFor(application.id),
    kind && stores.drafts.findForCase(application.id, kind, clock.now()),
  ]);
  const today = todayInTokyo(clock.now());
  const isReturned = application.status === 'returned';
  return {
    tasks: tasksView({
      procedure,
      words,
      applicationId: application.id,
      tasks: openTasks(procedure, application, events, files),
      begun: draft !== undefined,
      today,
      pay: payLink(found, words),
    }),
    returned: isReturned ? returnedView(procedure, words, lastReturn(events, notes)) : undefined,
    refusal: refusalView(services, found, notes, words),
    ownNotice: procedureText(procedure, words, `notices.${application.status}.text`),
    reminder: reminderView(found, words, today),
    counterFee: counterFee(services, found, words),
    feeNote: feeNote(found, words),
    notes,
  };
}
