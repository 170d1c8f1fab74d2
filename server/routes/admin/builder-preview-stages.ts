import type {
  Application,
  ApplicationEvent,
  Draft,
} from '../../domain/applications/application.ts';
import type { CaseNote, ReturnedItem } from '../../domain/cases/case.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { LaterMethod } from '../../domain/payments/payment-deadlines.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import { feeSteps, withPayment } from './builder-preview-fee-stages.ts';
import type { Stage } from './builder-preview-stage.ts';

const OUTCOMES = { granted: '認めたとき', refused: '認めなかったとき', completed: '終わったとき' };

/**
 * In the order in which a case comes to them.
 * @param titleOf what a phase is called
 * @param later ways to pay after the visit that the town offers
 */
export function stagesOf(
  procedure: Procedure,
  titleOf: (phase: string) => string,
  later: readonly LaterMethod[],
): readonly Stage[] {
  const { phases, review, submission, sealed } = procedure;
  const { outcomes } = review;
  const first: Stage =
    submission === 'prepare_only'
      ? { id: 'prepared', text: '紙を作ったあと', status: 'prepared' }
      : { id: 'received', text: '受け付けたあと', status: 'received' };
  const stages: readonly Stage[] = [
    first,
    // Of a sealed case nobody here can say what is to be mended.
    ...(sealed ? [] : [{ id: 'returned', text: '直してもらうとき', status: 'returned' as const }]),
    ...phases.map(
      ({ id, opens }): Stage => ({
        id: `phase-${id}`,
        text: `「${titleOf(id)}」を待つとき`,
        status: opens,
        phase: id,
      }),
    ),
    ...outcomes.map((id): Stage => ({ id, text: OUTCOMES[id], status: id })),
  ];
  return withPayment(procedure, stages, later);
}

type Step = Pick<ApplicationEvent, 'type' | 'detail'>;

/** How it came in: with a fee, once that was paid. */
function firstSteps({ fee }: Procedure, { status }: Stage): Step[] {
  const paid = fee.when === 'with_application' ? (['payment_completed'] as const) : [];
  const types: readonly ApplicationEvent['type'][] =
    status === 'prepared'
      ? ['prepared']
      : status === 'awaiting_payment'
        ? ['submitted']
        : ['submitted', ...paid, 'received'];
  return types.map((type) => ({ type, detail: {} }));
}

// Nothing was done to it since, or what was is one of the steps of its fee.
const NO_STEP: readonly Stage['status'][] = [
  'received',
  'prepared',
  'awaiting_payment',
  'in_review',
];

/** The steps that lead to a stage, all of today. */
export function eventsOf(
  procedure: Procedure,
  stage: Stage,
  at: Date,
): readonly ApplicationEvent[] {
  const { status, phase } = stage;
  const until = procedure.phases.findIndex(({ id }) => id === phase);
  const isDecided = status === 'granted' || status === 'completed';
  const before = procedure.phases.slice(0, until < 0 ? (isDecided ? undefined : 0) : until);
  const passed = before.flatMap(({ id, opens }): Step[] => [
    { type: opens, detail: {} },
    { type: 'phase_submitted', detail: { phase: id } },
  ]);
  const last = status === 'fee_due' ? 'fee_fixed' : (status as ApplicationEvent['type']);
  const fee = feeSteps(procedure, stage);
  const all: readonly Step[] = [
    ...firstSteps(procedure, stage),
    ...fee.before,
    ...passed,
    ...(NO_STEP.includes(status) ? [] : [{ type: last, detail: {} }]),
    ...fee.after,
  ];
  // What opens two phases is decided once.
  const once = all.filter(
    (event, index) =>
      event.type === 'phase_submitted' ||
      all.findIndex(({ type }) => type === event.type) === index,
  );
  return once.map((event, index) => ({ ...event, seq: index + 1, at, actor: 'system' }));
}

/** The first question and the first document, to show how it looks when they come back. */
function returnedIn(procedure: Procedure, journey: Journey): readonly ReturnedItem[] {
  const page = journey.reached.find((one) => !one.page.repeat && one.fields.length > 0);
  const field = page?.fields[0];
  const document = dueAttachments(procedure, journey).find(({ deliver }) => deliver === 'upload');
  return [
    ...(field ? [{ about: `fields.${field.id}`, reason: 'ask' as const }] : []),
    ...(document ? [{ about: `attachments.${document.key}`, reason: 'unreadable' as const }] : []),
  ];
}

/** What staff would have written with the last step. */
export function notesOf(
  procedure: Procedure,
  { status }: Stage,
  events: readonly ApplicationEvent[],
  journey: Journey,
): ReadonlyMap<number, CaseNote> {
  const seq = events.at(-1)?.seq ?? 0;
  if (status === 'returned') {
    const text = '（見本）職員が書いた文が、ここに出ます。';
    return new Map([[seq, { text, returned: returnedIn(procedure, journey) }]]);
  }
  if (status !== 'refused') return new Map();
  return new Map([[seq, { text: '（見本）認めない理由が、ここに出ます。' }]]);
}

/** What would have been sent with these answers. */
export function sentApplication(
  procedure: Procedure,
  draft: Draft,
  { status }: Stage,
  given: { readonly answers: Answers; readonly feeYen: number; readonly at: Date },
): Application {
  const { answers, feeYen, at } = given;
  return {
    id: draft.id,
    number: '0000-0000-0000',
    procedureId: procedure.id,
    version: procedure.version,
    countsAs: [],
    channel: 'online',
    locale: draft.locale,
    status,
    answers,
    feeYen,
    startedAt: draft.startedAt,
    submittedAt: at,
    receivedAt: status === 'prepared' || status === 'awaiting_payment' ? null : at,
    closedAt: null,
  };
}
