import type { AuditEntry, AuditPage } from '../../domain/audit/audit-store.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { detailText } from './audit-detail-words.ts';
import type { AskedLog } from './audit-query.ts';
import { actionText, actorText, KIND_LABELS, KINDS_SHOWN } from './audit-words.ts';

/** 2026-11-21 14:05:09 in Tokyo: sortable, for tables and files. */
export function momentText(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What entries are called: people by login, and ids by what they stand for. */
export interface LogNames {
  readonly people: ReadonlyMap<string, string>;
  readonly staffIds: ReadonlyMap<string, string>;
  /** Names of indicators by id. */
  readonly indicators: ReadonlyMap<string, string>;
  /** Names of sections by key. */
  readonly sections: ReadonlyMap<string, string>;
  /** Names of the town's certificates by key. */
  readonly certificates: ReadonlyMap<string, string>;
}

export async function logNames({ stores, library, indicators }: Services): Promise<LogNames> {
  const staff = await stores.staff.list();
  const certificates = Object.entries(library.municipality.counter?.certificates ?? {});
  const sections = Object.entries(library.municipality.sections);
  return {
    people: new Map(staff.map(({ login, name }) => [login, name])),
    staffIds: new Map(staff.map(({ id, login, name }) => [id, `${name}（${login}）`])),
    indicators: new Map(indicators.map(({ id, name }) => [id, name['ja'] ?? id])),
    sections: new Map(sections.map(([key, { name }]) => [key, name['ja'] ?? key])),
    certificates: new Map(certificates.map(([key, { name }]) => [key, name.ja ?? key])),
  };
}

/** Receipt number of a case, name of a member of staff, else the id as it is. */
export function subjectText(
  { subject, action, detail }: Pick<AuditEntry, 'subject' | 'action' | 'detail'>,
  numbers: ReadonlyMap<string, string>,
  { staffIds, indicators, sections }: LogNames,
): string {
  // The number of a case that is gone stands in the entry of its deletion.
  if (action === 'retention.case_deleted') return String(detail['number'] ?? subject);
  if (action.startsWith('indicator.')) return indicators.get(subject) ?? subject;
  if (action.startsWith('sealing_key.')) return sections.get(subject) ?? subject;
  return numbers.get(subject) ?? staffIds.get(subject) ?? subject;
}

export async function logRows({ stores }: Services, { entries }: AuditPage, names: LogNames) {
  const numbers = await stores.audit.receiptNumbers(entries.map(({ subject }) => subject));
  return entries.map((entry) => ({
    seq: entry.seq,
    at: momentText(entry.at),
    who: actorText(entry.actor, names.people),
    what: actionText(entry.action),
    about: subjectText(entry, numbers, names),
    detail: detailText(entry, names),
  }));
}

/** How the last look at the chain ended, which stands in the log itself. */
export async function lastVerification({ stores }: Services) {
  const actions = { any: ['audit.anchored', 'audit.verified'], none: [] };
  const [last] = (await stores.audit.page({ actions }, null, 1)).entries;
  if (last === undefined) return undefined;
  const { seq, entries, whole, broken_at: brokenAt } = last.detail;
  return {
    at: `${formatJstDate(todayInTokyo(last.at), 'ja')}${momentText(last.at).slice(11, 16)}`,
    entries: Number(seq ?? entries ?? 0).toLocaleString('ja-JP'),
    whole: whole === true,
    brokenAt: brokenAt === undefined ? undefined : Number(brokenAt).toLocaleString('ja-JP'),
  };
}

const OTHERS = [
  ['resident', '申請した人'],
  ['system', 'システム'],
  ['provider', '支払いの会社'],
] as const;

/** The form's fields with what was asked. */
export function questionFields({ question, errors }: AskedLog, { people }: LogNames) {
  const staff = [...people].map(
    ([login, name]) => [`staff:${login}`, `${name}（${login}）`] as const,
  );
  const known = [...staff, ...OTHERS];
  const extra = question.who === '' || known.some(([value]) => value === question.who);
  const options = (list: readonly (readonly [string, string])[], chosen: string) =>
    list.map(([value, label]) => ({ value, label, chosen: value === chosen }));
  return {
    ...question,
    errors,
    people: options(extra ? known : [[question.who, question.who], ...known], question.who),
    kinds: options(
      KINDS_SHOWN.map((kind) => [kind, KIND_LABELS[kind]] as const),
      question.kind,
    ),
  };
}
