import { closedOn } from '../../domain/applications/start-draft.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { EntrySource } from '../../domain/understanding/entry-source.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { Html } from '../../lib/html.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { localHtml, procedureText } from '../apply/procedure-text.ts';

/** One row of a resource list. */
export interface ProcedureItem {
  readonly href: string;
  readonly title: Html;
  readonly text?: Html;
  /** Time it takes, and what it costs. */
  readonly meta: Html;
  readonly tag?: Html;
  readonly tagTone?: 'muted';
}

/** How things stand while the list is read. */
export interface ListedNow {
  /** JST date. */
  readonly today: string;
  /** 緊急停止 */
  isPaused(procedureId: string): boolean;
}

export function listedNow({ live, clock }: Pick<Services, 'live' | 'clock'>): ListedNow {
  return {
    today: todayInTokyo(clock.now()),
    isPaused: (id) => live.pauseOf(id) !== undefined,
  };
}

/** What it costs in one sentence; the start page says the rest. */
function feeInShort(procedure: Procedure, words: Words): Html | undefined {
  const first = (text: string | undefined) => text?.split(/。|\.\s/, 1)[0];
  const fee = first(procedure.text(words.locale, 'start.fee'));
  if (fee) return localHtml(fee, words.locale, first(procedure.text('ja', 'start.fee')));
  return procedure.fee.when === 'none' ? words.t('procedures:free') : undefined;
}

/** A procedure as it stands in lists: name, one sentence, time and fee; closed and stopped ones say so. */
export function procedureItem(
  procedure: Procedure,
  words: Words,
  { today, isPaused }: ListedNow,
  via?: EntrySource,
): ProcedureItem {
  const minutes = words.t('common:minutes', { count: procedure.minutes });
  const fee = feeInShort(procedure, words);
  const closed = isPaused(procedure.id)
    ? 'paused'
    : closedOn(procedure, today) !== null && 'closed';
  return {
    href: paths.applyStart(words.locale, procedure.id, via),
    title: procedureText(procedure, words, 'title') ?? new Html(''),
    text: procedureText(procedure, words, 'summary'),
    meta: fee ? words.t('procedures:time_and_fee', { minutes, fee }) : minutes,
    ...(closed ? { tag: words.t(`procedures:${closed}`), tagTone: 'muted' as const } : {}),
  };
}
