import type {
  Application,
  ApplicationEvent,
} from '../../server/domain/applications/application.ts';
import type { OutboxMail } from '../../server/domain/notifications/outbox.ts';
import type {
  BookingState,
  ChargeChange,
  ChargeStore,
} from '../../server/domain/payments/charge-store.ts';
import type { Charge, ChargeEvent, PaymentAttempt } from '../../server/domain/payments/payment.ts';

export const sampleApplication: Application = {
  id: 'application-1',
  number: '2611-4821-9035',
  procedureId: 'hall',
  version: 'v1',
  countsAs: ['hall'],
  channel: 'online',
  locale: 'ja',
  status: 'awaiting_payment',
  answers: {},
  feeYen: 1500,
  startedAt: new Date('2026-11-21T00:50:00Z'),
  submittedAt: new Date('2026-11-21T01:00:00Z'),
  receivedAt: null,
  closedAt: null,
};

const sampleCharge: Charge = {
  id: 'charge-1',
  applicationId: 'application-1',
  billId: null,
  kind: 'fee',
  yen: 1500,
  lines: [{ item: 'room', label: '使用料', yen: 1500 }],
  state: 'open',
  refundYen: 0,
  payBy: new Date('2026-11-21T01:30:00Z'),
  method: null,
  createdAt: new Date('2026-11-21T01:00:00Z'),
  paidAt: null,
};

interface FakeBooking {
  id: string;
  state: BookingState;
  day: string;
  holdUntil: Date | null;
}

export interface FakeChargeStore extends ChargeStore {
  charge: Charge;
  application: Application;
  booking: FakeBooking | null;
  /** Does somebody else have the slot, when it is to be reclaimed? */
  slotTaken: boolean;
  readonly applicationEvents: ApplicationEvent[];
  readonly mails: OutboxMail[];
  readonly chargeEvents: ChargeEvent[];
  readonly attemptList: PaymentAttempt[];
}

/** One charge with its application and booking, kept in memory; every method waits a tick. */
export function fakeChargeStore(
  start: {
    charge?: Partial<Charge>;
    application?: Partial<Application>;
    bookedDay?: string | null;
  } = {},
): FakeChargeStore {
  const { bookedDay = '2026-12-24' } = start;
  const tick = () => new Promise<void>((done) => setImmediate(done));
  const touched = { at: sampleCharge.createdAt };
  const final = new Set(['paid', 'expired', 'cancelled', 'refund_due', 'refunded']);

  function moveBooking(change: NonNullable<ChargeChange['booking']>): boolean {
    const { booking } = store;
    if (booking === null) throw new Error('no booking to change');
    if (change.action === 'hold') booking.holdUntil = change.until;
    else if (change.action === 'reclaim' && store.slotTaken) return false;
    else booking.state = change.action === 'lapse' ? 'lapsed' : 'confirmed';
    return true;
  }

  function moveApplication(change: NonNullable<ChargeChange['application']>): void {
    const { events, ...fields } = change;
    store.application = { ...store.application, ...fields };
    for (const e of events) {
      store.applicationEvents.push({ ...e, seq: store.applicationEvents.length + 1 });
    }
  }

  const store: FakeChargeStore = {
    charge: { ...sampleCharge, ...start.charge },
    application: { ...sampleApplication, ...start.application },
    booking:
      bookedDay === null
        ? null
        : { id: 'booking-1', state: 'held', day: bookedDay, holdUntil: sampleCharge.payBy },
    slotTaken: false,
    applicationEvents: [],
    mails: [],
    chargeEvents: [],
    attemptList: [],
    async find(id) {
      await tick();
      return id === store.charge.id ? store.charge : undefined;
    },
    async findByApplication(id) {
      await tick();
      return id === store.application.id ? store.charge : undefined;
    },
    async listByApplication(id) {
      await tick();
      return id === store.application.id ? [store.charge] : [];
    },
    async unbilled() {
      return [];
    },
    async keptYen() {
      await tick();
      return store.charge.state === 'paid' ? store.charge.yen : 0;
    },
    async attempts() {
      await tick();
      return [...store.attemptList];
    },
    async definitionOf() {
      await tick();
      const { procedureId, version } = store.application;
      return { procedureId, version };
    },
    async findAttemptByRef(provider, ref) {
      await tick();
      return store.attemptList.find((a) => a.provider === provider && a.providerRef === ref);
    },
    async events() {
      await tick();
      return [...store.chargeEvents];
    },
    async addAttempt(attempt) {
      await tick();
      store.attemptList.push(attempt);
    },
    async setAttemptSession(id, session) {
      await tick();
      const index = store.attemptList.findIndex((a) => a.id === id);
      store.attemptList[index] = { ...store.attemptList[index]!, ...session };
    },
    async change(_id, decide) {
      await tick();
      const { charge, application, booking } = store;
      const snapshot = {
        charge,
        application,
        bill: null,
        change: null,
        hasLivingSibling: false,
        booking,
        attempts: [...store.attemptList],
        events: [...store.chargeEvents],
      };
      const change = decide(structuredClone(snapshot));
      if (change === undefined) return 'unchanged';
      const known = new Set(store.chargeEvents.map((e) => e.providerEventId));
      if (change.events.some((e) => e.providerEventId !== null && known.has(e.providerEventId))) {
        return 'duplicate';
      }
      if (change.booking && !moveBooking(change.booking)) return 'slot_taken';
      const { state, method, paidAt, refundYen, payBy } = change;
      const fields = { state, method, paidAt, refundYen, payBy };
      const given = Object.entries(fields).filter(([, value]) => value !== undefined);
      store.charge = { ...charge, ...Object.fromEntries(given) };
      for (const e of change.events) {
        store.chargeEvents.push({ ...e, seq: store.chargeEvents.length + 1 });
        touched.at = e.at;
      }
      if (change.application) moveApplication(change.application);
      store.mails.push(...(change.mails ?? []));
      return 'changed';
    },
    async listUnsettled(before) {
      await tick();
      return final.has(store.charge.state) || touched.at >= before ? [] : [store.charge];
    },
    async listOverdue(now) {
      await tick();
      return final.has(store.charge.state) || store.charge.payBy > now ? [] : [store.charge];
    },
  };
  return store;
}
