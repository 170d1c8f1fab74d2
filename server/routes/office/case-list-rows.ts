import type { FastifyRequest } from 'fastify';
import type { InboxRow } from '../../domain/inbox/inbox-store.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { situationWord } from './case/situation-words.ts';
import { dueView, shortDay } from './case-list-words.ts';
import { PROTECTED_NAME } from './protections-words.ts';

/** The title in Japanese; the id where the definition is gone. */
function procedureTitle({ library }: Services, id: string): string {
  return knownProcedure(library, id)?.text('ja', 'title') ?? id;
}

/** Of a sealed case nobody here knows a name. */
function nameless({ library }: Services, { procedureId }: InboxRow): string {
  return knownProcedure(library, procedureId)?.sealed ? '（封印）' : '（名前なし）';
}

/** Rows of a list as the page prints them. */
export function rowViews(services: Services, rows: readonly InboxRow[]) {
  const today = todayInTokyo(services.clock.now());
  return rows.map((row) => ({
    id: row.applicationId,
    href: officePaths.case(row.applicationId),
    number: row.number,
    applicant: row.applicant || (row.isProtected ? PROTECTED_NAME : nameless(services, row)),
    procedure: procedureTitle(services, row.procedureId),
    situation: situationWord(row.status),
    documents: row.awaitsDocuments,
    unread: row.unreadAt !== null,
    language: row.locale === 'ja' ? '' : services.words(row.locale).plain('common:language_name'),
    assignee: row.assigneeName ?? '',
    submitted: shortDay(todayInTokyo(row.submittedAt), today),
    due: dueView(row, today),
  }));
}

/** One entry in the log for a list: its name and the cases that it showed. Never what was searched for. */
export function noteList(
  { stores, clock }: Services,
  request: FastifyRequest,
  list: {
    readonly action: 'cases.listed' | 'cases.searched' | 'decisions.listed';
    readonly subject: string;
    readonly rows: readonly InboxRow[];
  },
): Promise<void> {
  return stores.audit.append({
    at: clock.now(),
    actor: `staff:${request.staff?.login ?? ''}`,
    action: list.action,
    subject: list.subject,
    detail: { ids: list.rows.map(({ applicationId }) => applicationId).join(' ') },
  });
}
