import type {
  Application,
  ApplicationEvent,
  Draft,
} from '../../domain/applications/application.ts';
import type { CaseNote, ReturnedItem } from '../../domain/cases/case.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { dueAttachments } from '../../domain/procedures/due-attachments.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';

/** What becomes of an application after it was sent, as far as its resident sees something of it. */
export interface Stage {
  /** In addresses: `received`, `returned`, `phase-report`. */
  readonly id: string;
  readonly text: string;
  readonly status: Application['status'];
  /** The phase that is waited for. */
  readonly phase?: string;
}

const OUTCOMES = { granted: '認めたとき', refused: '認めなかったとき', completed: '終わったとき' };

/** In the order in which a case comes to them. `titleOf`: what a phase is called. */
export function stagesOf(
  procedure: Procedure,
  titleOf: (phase: string) => string,
): readonly Stage[] {
  const { phases, review, submission, fee, sealed } = procedure;
  const { outcomes } = review;
  const first: Stage =
    submission === 'prepare_only'
      ? { id: 'prepared', text: '紙を作ったあと', status: 'prepared' }
      : { id: 'received', text: '受け付けたあと', status: 'received' };
  return [
    first,
    // Of a sealed case nobody here can say what is to be mended.
    ...(sealed ? [] : [{ id: 'returned', text: '直してもらうとき', status: 'returned' as const }]),
    ...(fee.when === 'after_review'
      ? [{ id: 'fee_due', text: '料金が決まったとき', status: 'fee_due' as const }]
      : []),
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
}

type Step = Pick<ApplicationEvent, 'type' | 'detail'>;

/** The steps that lead to a stage, all of today. */
export function eventsOf(
  procedure: Procedure,
  { status, phase }: Stage,
  at: Date,
): readonly ApplicationEvent[] {
  const until = procedure.phases.findIndex(({ id }) => id === phase);
  const isDecided = status === 'granted' || status === 'completed';
  const before = procedure.phases.slice(0, until < 0 ? (isDecided ? undefined : 0) : until);
  const passed = before.flatMap(({ id, opens }): Step[] => [
    { type: opens, detail: {} },
    { type: 'phase_submitted', detail: { phase: id } },
  ]);
  const first =
    status === 'prepared' ? ['prepared' as const] : (['submitted', 'received'] as const);
  const isFirst = status === 'received' || status === 'prepared';
  const last = status === 'fee_due' ? 'fee_fixed' : (status as ApplicationEvent['type']);
  const all: readonly Step[] = [
    ...first.map((type) => ({ type, detail: {} })),
    ...passed,
    ...(isFirst ? [] : [{ type: last, detail: {} }]),
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
    receivedAt: status === 'prepared' ? null : at,
    closedAt: null,
  };
}
