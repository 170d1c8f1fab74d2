import type { VersionEvent, VersionHead, VersionState } from '../../domain/versions/version.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';

/** How states are called, and how much they ask for attention. */
export const STATE_WORDS: Readonly<Record<VersionState, string>> = {
  draft: '下書き',
  in_review: '確認待ち',
  approved: '確認済み',
  scheduled: '公開予約',
  published: '公開中',
  superseded: '前の版',
  archived: '保管',
  discarded: '取りやめ',
};

const STATE_TONES: Readonly<Partial<Record<VersionState, 'soon' | 'done' | 'late'>>> = {
  in_review: 'soon',
  approved: 'soon',
  scheduled: 'soon',
  published: 'done',
};

export const momentWords = (at: Date): string => formatJstMoment(at, 'ja');

export const numberWords = (number: number): string => `第${number}版`;

const EVENTS: Readonly<Record<string, string>> = {
  begun: '作り始めました',
  review_asked: '確認を頼みました',
  returned: '直すために戻しました',
  approved: '確認しました',
  unscheduled: '公開の予約をやめました',
  published: '公開しました',
  superseded: '新しい版に替わりました',
  archived: '保管しました',
  discarded: '取りやめました',
};

const ORIGINS: Readonly<Record<string, string>> = {
  shipped: '見本から',
  blank: '白紙から',
  file: 'ファイルから',
  version: '前の版から',
};

function eventWords({ type, detail }: VersionEvent): string {
  if (type === 'restored') {
    return `${numberWords(Number(detail['number']))}の内容で作り始めました`;
  }
  if (type === 'scheduled') {
    return `${momentWords(new Date(detail['publish_at'] ?? ''))}の公開を予約しました`;
  }
  const origin = type === 'begun' ? ORIGINS[detail['origin'] ?? ''] : undefined;
  return `${origin ?? ''}${EVENTS[type] ?? type}`;
}

/** Logins by name. */
export type People = ReadonlyMap<string, string>;

export function personWords(people: People, actor: string): string {
  const login = actor.replace(/^staff:/, '');
  return login === 'system' ? '自動' : (people.get(login) ?? login);
}

/** What happened to a version, newest first. */
export function eventRows(events: readonly VersionEvent[], people: People) {
  return events.toReversed().map((event) => ({
    at: momentWords(event.at),
    who: personWords(people, event.actor),
    what: eventWords(event),
    note: event.detail['note'],
    reason: event.detail['reason'],
  }));
}

/** A version in one line: who changed it last, when; when it goes or went online. */
export function headWords(head: VersionHead, people: People) {
  const { publishAt, publishedAt, reviewedBy } = head;
  return {
    id: head.id,
    number: numberWords(head.number),
    state: STATE_WORDS[head.state],
    tone: STATE_TONES[head.state],
    note: head.note,
    changed: `${momentWords(head.changedAt)}　${personWords(people, head.changedBy)}`,
    reviewed: reviewedBy && personWords(people, reviewedBy),
    publishAt: publishAt && momentWords(publishAt),
    published: publishedAt && momentWords(publishedAt),
  };
}
