import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';

export interface TimelineItem {
  readonly state: 'done' | 'now' | 'next';
  readonly title: Html;
  readonly date?: Html;
}

// Without a fee "sent" and "received" are one moment; one line says it.
function told(events: readonly ApplicationEvent[]): readonly ApplicationEvent[] {
  const received = events.find((event) => event.type === 'received');
  return events.filter(
    (event) => event.type !== 'submitted' || event.at.getTime() !== received?.at.getTime(),
  );
}

function eventItem(event: ApplicationEvent, words: Words): TimelineItem {
  const yen = event.detail['yen'];
  return {
    state: 'done',
    title: words.t(`status:event.${event.type}`, {
      yen: typeof yen === 'number' ? yenText(words, yen) : '',
    }),
    date: momentText(words, event.at),
  };
}

/** What comes next by the definition, with dates counted from the day it was received. */
function nextItems(application: Application, procedure: Procedure, words: Words): TimelineItem[] {
  const isOpen = application.status === 'received';
  const from = application.receivedAt && todayInTokyo(application.receivedAt);
  return procedure.next.map(({ key, days }, index) => ({
    state: isOpen && index === 0 ? 'now' : 'next',
    title: procedureText(procedure, words, `next.${key}`) ?? words.t('status:next_step'),
    date: nextDate(words, days, from),
  }));
}

function nextDate(words: Words, days: number | undefined, from: string | null) {
  if (days === undefined) return undefined;
  return from
    ? words.t('status:until_about', { date: dateText(words, addDays(from, days)) })
    : words.t('status:days_after_payment', { number: days });
}

/** The way of an application so far and what is to come. */
export function timelineView(
  procedure: Procedure,
  words: Words,
  application: Application,
  events: readonly ApplicationEvent[],
): { readonly items: readonly TimelineItem[] } {
  const past = told(events).map((event) => eventItem(event, words));
  const { status } = application;
  if (status === 'lapsed' || status === 'withdrawn') return { items: past };
  const waiting: TimelineItem[] =
    status === 'awaiting_payment'
      ? [{ state: 'now', title: words.t('status:event.awaiting') }]
      : [];
  return { items: [...past, ...waiting, ...nextItems(application, procedure, words)] };
}
