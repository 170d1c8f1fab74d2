import type { ApplicationEvent } from '../../domain/applications/application.ts';
import type { LaterMethod } from '../../domain/payments/payment-deadlines.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PaymentStep, Stage } from './builder-preview-stage.ts';

const LATER = {
  konbini: 'コンビニで払う番号を受け取ったとき',
  bank_transfer: '振込先を受け取ったとき',
} as const satisfies Record<LaterMethod, string>;

const nameOf = (stage: string, payment: PaymentStep) => `${stage}-${payment}`;

/** The stage itself, and where it stands once a number or an account is out. */
const withLater = (stage: Stage, later: readonly LaterMethod[]): Stage[] => [
  { ...stage, payment: 'open' },
  ...later.map(
    (method): Stage => ({
      ...stage,
      id: nameOf(stage.id, method),
      text: LATER[method],
      payment: method,
    }),
  ),
];

/** The same, and where it stands once it was paid. */
const untilPaid = (stage: Stage, later: readonly LaterMethod[], paid: Partial<Stage>): Stage[] => [
  ...withLater(stage, later),
  { ...stage, ...paid, id: nameOf(stage.id, 'paid'), payment: 'paid' },
];

/** What is paid before anything is received, and what is fixed by the review, is paid from then on. */
function laterOnes({ fee }: Procedure, stages: readonly Stage[]): Stage[] {
  const isPaid = fee.when === 'with_application' || fee.when === 'after_review';
  return stages.map((stage): Stage => {
    if (stage.payment !== undefined || stage.status === 'prepared') return stage;
    if (fee.when === 'at_counter' && stage.status !== 'refused') {
      return { ...stage, payment: stage.status === 'completed' ? 'paid' : 'open' };
    }
    // A fee that the review fixes is none of a returned or a refused one.
    const hasFee = fee.when === 'with_application' || !/^(returned|refused)$/.test(stage.status);
    return isPaid && hasFee ? { ...stage, payment: 'paid' } : stage;
  });
}

const notFirst = (first: Stage, stages: readonly Stage[]) =>
  stages.filter((stage) => stage !== first);

/**
 * The stages with those of the payment between them.
 * @param later ways to pay after the visit that the town offers
 */
export function withPayment(
  procedure: Procedure,
  stages: readonly Stage[],
  later: readonly LaterMethod[],
): readonly Stage[] {
  const { fee } = procedure;
  const [first] = stages;
  if (!first || first.status === 'prepared' || fee.when === 'none') return stages;
  if (fee.when === 'with_application') {
    const unpaid: Stage = { id: 'unpaid', text: '料金を払う前', status: 'awaiting_payment' };
    return [...withLater(unpaid, later), ...laterOnes(procedure, stages)];
  }
  if (fee.when === 'after_review') {
    const due: Stage = { id: 'fee_due', text: '料金が決まったとき', status: 'fee_due' };
    const paid: Partial<Stage> = { text: '料金を払ったあと', status: 'in_review' };
    const early = stages.filter(({ status }) => status === 'received' || status === 'returned');
    const rest = stages.filter((stage) => !early.includes(stage));
    return [...early, ...untilPaid(due, later, paid), ...laterOnes(procedure, rest)];
  }
  if (fee.when === 'at_counter') {
    const ways = fee.online
      ? untilPaid(first, later, { text: '料金を払ったあと' })
      : [{ ...first, payment: 'open' as const }];
    return [...ways, ...laterOnes(procedure, notFirst(first, stages))];
  }
  const used = stages.find(({ status }) => status === 'granted') ?? first;
  const bill: Stage = { id: 'bill', text: '月の料金を払うとき', status: used.status };
  return [...stages, ...untilPaid(bill, later, { text: '月の料金を払ったあと' })];
}

type Step = Pick<ApplicationEvent, 'type' | 'detail'>;

const steps = (...types: ApplicationEvent['type'][]): Step[] =>
  types.map((type) => ({ type, detail: {} }));

/** What the timeline says of the fee, before the stage's own step and after it. */
export function feeSteps({ fee }: Procedure, { status, payment }: Stage) {
  const isPaid = payment === 'paid';
  const none: Step[] = [];
  switch (fee.when) {
    case 'after_review':
      return { before: isPaid ? steps('fee_fixed', 'payment_completed') : none, after: none };
    case 'at_counter':
      return {
        before: none,
        after: isPaid && status !== 'prepared' ? steps('counter_paid') : none,
      };
    case 'monthly_bill': {
      if (payment === undefined) return { before: none, after: none };
      return { before: none, after: steps('bill_made', ...(isPaid ? ['bill_paid' as const] : [])) };
    }
    default:
      return { before: none, after: none };
  }
}

/** The stage without the number or account that is out there. */
const unpaidStage = (id: string) => id.replace(/-(konbini|bank_transfer)$/, '');

/**
 * Where a payment that was tried leads to. A fee at the counter stands beside the case: whenever it
 * is paid, what follows is shown at the case's first stage.
 */
export function stageAfter({ fee }: Procedure, { id }: Stage, payment: PaymentStep): string {
  const base = fee.when === 'at_counter' ? 'received' : unpaidStage(id);
  if (payment === 'open') return base;
  const isFirst = fee.when === 'with_application' && payment === 'paid';
  return isFirst ? 'received' : nameOf(base, payment);
}
