import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bookDesk } from '../../../book-desk.ts';
import { checkBooks } from '../../../domain/books/check-books.ts';
import type { StoredFinding } from '../../../domain/books/finding.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { findingStateWord, findingText } from './finding-words.ts';

const config = { staff: 'books.read' } as const;
const settling = { staff: 'books.close' } as const;
const MOST = 300;
const LONGEST_NOTE = 1000;

function view(finding: StoredFinding, names: ReadonlyMap<string, string>) {
  const { id, state, foundOn, settledBy, note } = finding;
  return {
    ...findingText(finding),
    id,
    isOpen: state === 'open',
    isExplained: state === 'explained',
    state: findingStateWord(state),
    foundOn: formatJstDate(foundOn, 'ja'),
    by: settledBy === null ? '' : (names.get(settledBy) ?? ''),
    note,
    action: financePaths.findingExplain(id),
  };
}

async function showFindings(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  wrong?: { readonly id: string; readonly error: string },
) {
  const { stores, clock } = services;
  const found = await stores.findings.list(MOST);
  const staff = await stores.staff.list();
  const names = new Map(staff.map(({ login, name }) => [`staff:${login}`, name]));
  const lastCheck = await stores.findings.lastCheck();
  // Notes may name people.
  if (found.some(({ note }) => note !== null)) {
    await stores.audit.append({
      at: clock.now(),
      actor: `staff:${request.staff?.login ?? ''}`,
      action: 'books.findings_viewed',
      subject: '',
      detail: { entries: found.length },
    });
  }
  reply.code(wrong === undefined ? 200 : 422);
  return reply.officePage('office/finance/findings', {
    title: '合わないもの',
    styles: ['office-records.css', 'office-books.css'],
    hasErrors: wrong !== undefined,
    wrong,
    maySettle: request.staffMay('books.close'),
    lastCheck: lastCheck && formatJstDate(lastCheck, 'ja'),
    check: financePaths.findingsCheck(),
    findings: found.map((finding) => view(finding, names)),
  });
}

async function explain(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const note = postedText(request)('note').trim();
  if (note === '' || note.length > LONGEST_NOTE) {
    const error = '理由を1,000文字までで入力してください。例：会社の入金が1日遅れたため';
    return showFindings(services, request, reply, { id, error });
  }
  const by = { actor: `staff:${request.staff?.login ?? ''}`, at: services.clock.now() };
  await services.stores.findings.explain(id, note, by);
  return reply.redirect(financePaths.findings(), 303);
}

/** What the nightly check found, and what finance says about it. */
export async function findingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.findings(), { config }, (request, reply) =>
    showFindings(services, request, reply),
  );
  app.post(financePaths.findingsCheck(), { config: settling }, async (_request, reply) => {
    await checkBooks(bookDesk(services));
    return reply.redirect(financePaths.findings(), 303);
  });
  app.post('/office/finance/findings/:id/explain', { config: settling }, (request, reply) =>
    explain(services, request, reply),
  );
}
