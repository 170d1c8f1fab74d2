import type { Application } from '../../../domain/applications/application.ts';
import { acceptExemption } from '../../../domain/cases/accept-exemption.ts';
import type { CaseNote } from '../../../domain/cases/case.ts';
import type { CaseStore } from '../../../domain/cases/case-store.ts';
import { checkIdentity, type IdentityWay } from '../../../domain/cases/check-identity.ts';
import { counterPrice } from '../../../domain/cases/counter-price.ts';
import { type Decision, decideApplication } from '../../../domain/cases/decide-application.ts';
import { fixFee } from '../../../domain/cases/fix-fee.ts';
import { receivePaper, receivePreparedForm } from '../../../domain/cases/receive-papers.ts';
import { returnForCorrection } from '../../../domain/cases/return-for-correction.ts';
import { takeUpApplication } from '../../../domain/cases/take-up-application.ts';
import { unmovedCase } from '../../../domain/cases/unmoved-case.ts';
import { withdrawForResident } from '../../../domain/cases/withdraw-for-resident.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import { assignCase } from '../../../domain/inbox/assign-case.ts';
import type { NoticeEvent } from '../../../domain/notifications/case-notice.ts';
import type { OutboxMail } from '../../../domain/notifications/outbox.ts';
import { caseMails } from '../../../integrations/mail/case-mails.ts';
import { seatGiving } from '../../../integrations/mail/seat-giving.ts';
import type { Services } from '../../../services.ts';
import type { CaseAction } from './case-actions.ts';
import { feeDays, feeLines } from './fee-input.ts';
import { documentSeen } from './identity-words.ts';
import type { OpenCase } from './open-case.ts';
import { textIn } from './posted-values.ts';
import { returnedItems } from './returnable.ts';

/** Everything that one step is taken with. */
interface Taking {
  readonly services: Services;
  readonly found: OpenCase;
  readonly raw: RawInput;
  /** Refuses when the case has moved on since the form was opened. */
  readonly stores: { readonly cases: CaseStore };
  readonly lastSeq: number;
}

type Step = (taking: Taking) => Promise<Application>;

function mailsOf({ services, found }: Taking, event: NoticeEvent): readonly OutboxMail[] {
  return caseMails(services, found, { event });
}

function base({ found }: Taking) {
  return { procedure: found.procedure, applicationId: found.application.id, by: found.by };
}

/** What staff wrote to the resident; absent where they wrote nothing. */
function noted(raw: RawInput): CaseNote {
  const text = textIn(raw, 'text');
  return text === '' ? {} : { text };
}

const bookingIn = ({ services, found }: Taking) =>
  services.stores.bookings.findByApplication(found.application.id);

const filesIn = ({ services, found }: Taking) =>
  services.stores.attachments.listFor(found.application.id);

const deciding =
  (decision: Decision): Step =>
  (taking) =>
    decideApplication(taking.stores, taking.services.clock, {
      ...base(taking),
      ...noted(taking.raw),
      decision,
      mails: mailsOf(taking, decision),
    });

async function withdraw(taking: Taking): Promise<Application> {
  const { services, found, raw, lastSeq } = taking;
  const { stores, clock } = services;
  const booking = await stores.bookings.findByApplication(found.application.id);
  const lines = (booking?.slots ?? []).map((slot) => ({
    resource: booking?.resource ?? '',
    day: booking?.day ?? '',
    slot,
  }));
  return withdrawForResident(stores, clock, {
    procedure: found.procedure,
    application: found.application,
    by: found.by,
    text: textIn(raw, 'text'),
    lastSeq,
    mails: mailsOf(taking, 'withdrawn'),
    seats: await seatGiving(services, lines),
  });
}

/** Whoever begins with a case that is nobody's is responsible for it from now on. */
async function takeUp(taking: Taking): Promise<Application> {
  const { services, found, stores } = taking;
  const { clock, stores: all, inboxFollower } = services;
  const { id } = found.application;
  const taken = await takeUpApplication(stores, clock, base(taking));
  await inboxFollower.follow({ most: 4 });
  if ((await all.inbox.find(id))?.assigneeId === null) {
    await assignCase(all, clock, { applicationIds: [id], staffId: found.staffId, by: found.by });
  }
  return taken;
}

const STEPS: Readonly<Record<string, Step>> = {
  'take-up': takeUp,
  brought: (taking) =>
    receivePreparedForm(taking.stores, taking.services.clock, {
      ...base(taking),
      mails: mailsOf(taking, 'received'),
      price: counterPrice(taking.services, taking.found),
      payDays: taking.found.procedure.fee.payDays,
    }),
  paper: (taking) =>
    receivePaper(taking.stores, taking.services.clock, {
      ...base(taking),
      attachment: textIn(taking.raw, 'attachment'),
    }),
  identity: (taking) => {
    const how = textIn(taking.raw, 'how') as IdentityWay;
    const seen = documentSeen(how, textIn(taking.raw, 'seen'));
    return checkIdentity(taking.stores, taking.services.clock, { ...base(taking), how, ...seen });
  },
  return: async (taking) => {
    const items = returnedItems(taking.raw);
    const returned = await returnForCorrection(taking.stores, taking.services.clock, {
      ...base(taking),
      ...noted(taking.raw),
      items,
      mails: mailsOf(taking, 'returned'),
    });
    taking.services.formCounter.returned(taking.found.procedure.id, items);
    return returned;
  },
  'fix-fee': async (taking) =>
    fixFee(taking.stores, taking.services.clock, {
      ...base(taking),
      lines: feeLines(taking.raw),
      payDays: feeDays(taking.raw),
      files: await filesIn(taking),
      usedOn: (await bookingIn(taking))?.day ?? null,
      mails: (chargeId) =>
        caseMails(taking.services, taking.found, { event: 'fee_fixed', chargeId }),
    }),
  'accept-exemption': async (taking) =>
    acceptExemption(taking.stores, taking.services.clock, {
      ...base(taking),
      files: await filesIn(taking),
      mails: mailsOf(taking, 'exemption_accepted'),
    }),
  approve: deciding('approved'),
  grant: deciding('granted'),
  refuse: deciding('refused'),
  complete: deciding('completed'),
  withdraw,
};

/**
 * Takes the step that a form asks for, by the same functions as the command line.
 * @throws DomainError whatever the rules refuse (`detail.why`: moved, four_eyes, not_approved …)
 */
export async function takeStep(
  services: Services,
  action: CaseAction,
  found: OpenCase,
  raw: RawInput,
): Promise<void> {
  const lastSeq = Number(textIn(raw, 'seq'));
  const stores = { cases: unmovedCase(services.stores.cases, lastSeq) };
  await STEPS[action.name]?.({ services, found, raw, stores, lastSeq });
}
