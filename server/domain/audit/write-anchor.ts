import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { type AnchorFinding, anchorPaper, compareWithAnchors, lastAnchor } from './anchor.ts';
import type { AuditStore, Verification } from './audit-store.ts';
import type { PaperFolder } from './paper-folder.ts';

interface Anchored {
  readonly day: string;
  readonly verification: Verification;
  readonly findings: readonly AnchorFinding[];
}

/**
 * Once a day: looks at what was added since the last anchor, compares with all anchors, writes the
 * new one as a paper and into the log.
 * @returns undefined when today's is there already, or nothing was ever logged
 */
export async function writeAnchor(
  audit: AuditStore,
  papers: PaperFolder,
  clock: Clock,
  words: { readonly town: string; readonly day: (day: string) => string },
): Promise<Anchored | undefined> {
  const at = clock.now();
  const day = todayInTokyo(at);
  if ((await papers.read(day)) !== undefined) return undefined;
  const { findings } = await compareWithAnchors(audit, papers);
  const verification = await audit.verify(
    findings.length === 0 ? await lastAnchor(papers) : undefined,
  );
  const head = await audit.head();
  if (head === undefined) return undefined;
  const paper = anchorPaper({ ...head, day, at }, words.town, words.day(day));
  // Another process of this town may have been quicker.
  if (!(await papers.add(day, paper))) return undefined;
  const { brokenAt } = verification;
  await audit.append({
    at,
    actor: 'system',
    action: 'audit.anchored',
    subject: day,
    detail: {
      seq: head.seq,
      hash: head.hash,
      whole: brokenAt === null && findings.length === 0,
      ...(brokenAt !== null && { broken_at: brokenAt }),
      ...(findings.length > 0 && { papers_differ: findings.length }),
    },
  });
  return { day, verification, findings };
}
