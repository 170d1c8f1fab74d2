import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import { noticeOf } from '../../domain/notifications/case-notice.ts';
import { nextSteps, stepDay } from '../../domain/procedures/next-steps.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { staffText } from '../apply/remarks.ts';

export interface TimelineItem {
  readonly state: 'done' | 'now' | 'next';
  readonly title: Html;
  readonly date?: Html;
  /** What the definition says at that moment, and what staff wrote. */
  readonly text?: Html;
}

// Without a fee "sent" and "received" are one moment; one line says it.
/** What comes next by the definition has come or never will, and nobody waits for papers. */
export const DECIDED: readonly Application['status'][] = [
  'lapsed',
  'approved',
  'withdrawn',
  'granted',
  'refused',
  'completed',
];

interface TimelineArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly notes: ReadonlyMap<number, CaseNote> | undefined;
  /** Notices whose own words stand at the top of the page. */
  readonly saidAbove: readonly string[];
}

function told(events: readonly ApplicationEvent[]): readonly ApplicationEvent[] {
  const received = events.find((event) => event.type === 'received');
  // A reminder that went to nobody is no news.
  const silent = ({ type, detail }: ApplicationEvent) =>
    (type === 'reminded' && !detail['mails']) || (type === 'bill_made' && detail['yen'] === 0);
  return events
    .filter((event) => !silent(event))
    .filter((event) => event.type !== 'submitted' || event.at.getTime() !== received?.at.getTime());
}

/** An unpaid fee after the review cancels nothing. */
function wordOf({ type, detail }: ApplicationEvent): string {
  if (type !== 'hold_expired') return type;
  if (detail['waiting']) return 'waiting_over';
  return detail['after_review'] ? 'fee_expired' : type;
}

// Why something was returned or refused stands above the timeline, with what to do about it.
const TOLD_ABOVE: readonly ApplicationEvent['type'][] = ['returned', 'refused'];

function eventText(
  { type, seq }: ApplicationEvent,
  { procedure, words, notes, saidAbove }: TimelineArgs,
): Html | undefined {
  // As the mail of that moment said it: who lost the mail finds it here.
  const notice = noticeOf({ type }) ?? '';
  const own = saidAbove.includes(notice)
    ? undefined
    : procedureText(procedure, words, `notices.${notice}.text`);
  const note = TOLD_ABOVE.includes(type) ? undefined : notes?.get(seq)?.text;
  const parts = [own, note && staffText(note, words)].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length > 0 ? new Html(parts.map(escapeForView).join('<br>')) : undefined;
}

function eventItem(event: ApplicationEvent, args: TimelineArgs): TimelineItem {
  const { words } = args;
  const yen = event.detail['yen'];
  const text = eventText(event, args);
  return {
    state: 'done',
    title: words.t(`status:event.${wordOf(event)}`, {
      yen: typeof yen === 'number' ? yenText(words, yen) : '',
    }),
    date: momentText(words, event.at),
    ...(text && { text }),
  };
}

/** What comes next by the definition, with dates counted from the day it was received. */
function nextItems(application: Application, procedure: Procedure, words: Words): TimelineItem[] {
  const isOpen = application.status === 'received';
  const from = application.receivedAt && todayInTokyo(application.receivedAt);
  const sentOn = todayInTokyo(application.submittedAt);
  return nextSteps(procedure, application.answers, sentOn).map(({ key, days }, index) => ({
    state: isOpen && index === 0 ? 'now' : 'next',
    title: procedureText(procedure, words, `next.${key}`) ?? words.t('status:next_step'),
    date: nextDate(words, days, from),
  }));
}

function nextDate(words: Words, days: number | undefined, from: string | null) {
  if (days === undefined) return undefined;
  return from
    ? words.t('status:until_about', { date: dateText(words, stepDay(from, days)) })
    : words.t('status:days_after_payment', { number: days });
}

/** The way of an application so far and what is to come. */
export function timelineView(
  procedure: Procedure,
  words: Words,
  application: Application,
  events: readonly ApplicationEvent[],
  notes?: ReadonlyMap<number, CaseNote>,
  saidAbove: readonly string[] = [],
): { readonly items: readonly TimelineItem[] } {
  const { status } = application;
  // What is said of the state that it is in now stands at the top of the page, too.
  const args = { procedure, words, notes, saidAbove: [status, ...saidAbove] };
  const past = told(events).map((event) => eventItem(event, args));
  if (DECIDED.includes(status)) return { items: past };
  if (status === 'waitlisted') {
    return { items: [...past, { state: 'now', title: words.t('status:event.waiting') }] };
  }
  const waiting: TimelineItem[] =
    status === 'awaiting_payment'
      ? [{ state: 'now', title: words.t('status:event.awaiting') }]
      : [];
  return { items: [...past, ...waiting, ...nextItems(application, procedure, words)] };
}
