import type { FastifyRequest } from 'fastify';
import { isActionKind, patternsOf } from '../../domain/audit/action-kinds.ts';
import type { AuditFilter } from '../../domain/audit/audit-store.ts';
import { normaliseReceiptNumber } from '../../lib/access-code.ts';
import { addDays, isDay } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** What was asked, as it was typed. */
export interface AuditQuestion {
  readonly from: string;
  readonly to: string;
  readonly who: string;
  readonly kind: string;
  readonly about: string;
}

export interface AskedLog {
  readonly question: AuditQuestion;
  readonly filter: AuditFilter;
  readonly before: number | null;
  /** By field, in Japanese. */
  readonly errors: Readonly<Partial<Record<keyof AuditQuestion, string>>>;
  /** What is written into the log about this view: never what was typed freely. */
  readonly logged: Readonly<Record<string, string>>;
}

const FIELDS = ['from', 'to', 'who', 'kind', 'about'] as const;

function readQuestion({ query }: FastifyRequest): AuditQuestion & { before: string } {
  const given = query as Record<string, unknown>;
  const text = (name: string) => {
    const value = given[name];
    return typeof value === 'string' ? value.trim().slice(0, 100) : '';
  };
  const [from, to, who, kind, about] = FIELDS.map(text) as [string, string, string, string, string];
  return { from, to, who, kind, about, before: text('before') };
}

/** The id of a case that was deleted: its number stands in the entry of its deletion. */
async function deletedCase({ stores }: Services, number: string): Promise<string | undefined> {
  const actions = { any: ['retention.case_deleted'], none: [] };
  const { entries } = await stores.audit.page({ actions, about: [number] }, null, 1);
  return entries[0]?.subject;
}

/** Ids that a receipt number, a login or an id stands for; undefined: it is none of them. */
export async function idsOf(services: Services, typed: string): Promise<string[] | undefined> {
  const { stores } = services;
  const number = normaliseReceiptNumber(typed);
  const caseId = await stores.cases.idOfNumber(number);
  if (caseId !== undefined) {
    const charges = await stores.charges.listByApplication(caseId);
    return [caseId, ...charges.map(({ id }) => id)];
  }
  const member = await stores.staff.findByLogin(typed.toLowerCase());
  if (member) return [member.id];
  if (/^[0-9a-f-]{36}$/.test(typed)) return [typed];
  if (!/^\d{4}-\d{4}-\d{4}$/.test(number)) return undefined;
  const deleted = await deletedCase(services, number);
  return deleted === undefined ? undefined : [deleted];
}

const midnight = (day: string) => new Date(`${day}T00:00:00+09:00`);

function periodErrors({ from, to }: AuditQuestion): AskedLog['errors'] {
  const wrong = '日付を入力してください。例：2026-11-21';
  return {
    ...(from !== '' && !isDay(from) && { from: wrong }),
    ...(to !== '' && !isDay(to) && { to: wrong }),
    ...(isDay(from) &&
      isDay(to) &&
      to < from && { to: '始めの日と同じか、後の日にしてください。' }),
  };
}

/** The question in the address: which entries are wanted. */
export async function readAsked(services: Services, request: FastifyRequest): Promise<AskedLog> {
  const { before, ...question } = readQuestion(request);
  const { from, to, who, kind, about } = question;
  const ids = about === '' ? undefined : await idsOf(services, about);
  const errors = {
    ...periodErrors(question),
    ...(about !== '' &&
      ids === undefined && {
        about: '受付番号か、職員のログイン名を入力してください。例：2611-4821-9035、hanako',
      }),
  };
  const filter: AuditFilter = {
    ...(isDay(from) && { from: midnight(from) }),
    ...(isDay(to) && { to: midnight(addDays(to, 1)) }),
    ...(who !== '' && { actor: who }),
    ...(isActionKind(kind) && { actions: patternsOf(kind) }),
    ...(about !== '' && { about: ids ?? [] }),
  };
  const logged = Object.fromEntries(
    Object.entries({
      from: isDay(from) ? from : '',
      to: isDay(to) ? to : '',
      who: who.startsWith('staff:') ? who : '',
      kind: isActionKind(kind) ? kind : '',
      about: ids?.[0] ?? '',
    }).filter(([, value]) => value !== ''),
  );
  const start = /^\d{1,15}$/.test(before) ? Number(before) : null;
  return { question, filter, before: start, errors, logged };
}

/** The same question as an address, without what was left open. */
export function questionText(question: AuditQuestion, before?: number): string {
  const asked = FIELDS.map((name) => [name, question[name]] as [string, string]);
  const all =
    before === undefined ? asked : [...asked, ['before', String(before)] as [string, string]];
  return new URLSearchParams(all.filter(([, value]) => value !== '')).toString();
}
