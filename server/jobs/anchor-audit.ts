import type { FastifyBaseLogger } from 'fastify';
import { writeAnchor } from '../domain/audit/write-anchor.ts';
import { formatJstDate } from '../lib/japanese-calendar.ts';
import type { Services } from '../services.ts';

/** The first run of a day writes where the log stands; what does not fit is said loudly. */
export async function anchorAudit(
  { stores, papers, clock, library }: Services,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<void> {
  const town = library.municipality.name['ja'] ?? '';
  const words = { town, day: (day: string) => formatJstDate(day, 'ja') };
  const written = await writeAnchor(stores.audit, papers.auditAnchors, clock, words);
  if (written === undefined) return;
  const { verification, findings } = written;
  if (verification.brokenAt !== null || findings.length > 0) {
    log.error({ brokenAt: verification.brokenAt, findings }, 'the audit log is not whole');
  }
}
