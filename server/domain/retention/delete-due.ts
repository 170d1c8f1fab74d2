import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { AttachmentFiles } from '../attachments/attachment.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { PaperFolder } from '../audit/paper-folder.ts';
import { dueCases, type RuleOf } from './due-cases.ts';
import { type KeptCase, MONEY_YEARS, overBefore } from './retention-days.ts';
import type { RetentionStore } from './retention-store.ts';

/** What was deleted, for the certificate. */
export interface Deletion {
  readonly run: string;
  readonly at: Date;
  /** `staff:<login>`, or `system` for the command line. */
  readonly actor: string;
  readonly cases: readonly KeptCase[];
  readonly files: number;
  /** Of these cases what was paid is kept, without a person. */
  readonly moneyKept: number;
  /** Money records and copies of mails whose time was over too. */
  readonly moneyRemoved: number;
  readonly mailsRemoved: number;
  /** What the certificate lists, and the SHA-256 over it (lines joined by \n). */
  readonly lines: readonly string[];
  readonly hash: string;
  /** More is due: run again. */
  readonly more: boolean;
}

export interface DeletionDeps {
  readonly retention: RetentionStore;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly files: Pick<AttachmentFiles, 'remove'>;
  readonly papers: PaperFolder;
  readonly clock: Clock;
}

interface DeletionOrder {
  readonly ruleOf: RuleOf;
  readonly actor: string;
  /** At most so many cases. */
  readonly limit: number;
  /** One line of the certificate's list: receipt number first. */
  line(one: KeptCase): string;
  /** The certificate in words. */
  paper(deletion: Deletion): string;
}

/** Cases in one commit: short enough that residents' writes do not wait for it. */
const AT_ONCE = 20;
/** Copies of mails: longer than anybody asks after one, never longer than a case is kept. */
const MAIL_YEARS = 1;

function chunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, at) =>
    list.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

/**
 * Deletes what is due today, in small commits, and writes the certificate: a paper, and its hash in
 * the log. What breaks off halfway has deleted whole cases, each in the log; run it again.
 */
export async function deleteDue(
  { retention, audit, files, papers, clock }: DeletionDeps,
  { ruleOf, actor, limit, line, paper }: DeletionOrder,
): Promise<Deletion> {
  const at = clock.now();
  const today = todayInTokyo(at);
  const run = `${today}-${randomUUID().slice(0, 8)}`;
  const moneyBefore = overBefore(today, MONEY_YEARS);
  const gone: KeptCase[] = [];
  let [filesRemoved, moneyKept, more] = [0, 0, false];
  for await (const portion of dueCases(retention, ruleOf, today)) {
    const free = portion.filter(({ held }) => !held);
    const wanted = free.slice(0, limit - gone.length);
    for (const some of chunks(wanted)) {
      const removed = await retention.remove(some, moneyBefore, { run, actor, at });
      const ids = new Set(removed.map(({ id }) => id));
      gone.push(...some.filter(({ id }) => ids.has(id)));
      moneyKept += removed.filter((one) => one.moneyKept).length;
      // A file that stays behind because the process ends here is found by the sweep.
      for (const file of removed.flatMap((one) => one.files)) {
        await files.remove(file);
        filesRemoved += 1;
      }
    }
    more = wanted.length < free.length;
    if (more) break;
  }
  const lines = gone.map(line).sort();
  const deletion: Deletion = {
    run,
    at,
    actor,
    cases: gone,
    files: filesRemoved,
    moneyKept,
    moneyRemoved: await retention.removeMoney(moneyBefore),
    mailsRemoved: await retention.removeMails(
      overBefore(today, MAIL_YEARS),
      new Set(gone.map(({ id }) => id)),
    ),
    lines,
    hash: createHash('sha256').update(lines.join('\n')).digest('hex'),
    more,
  };
  if (gone.length + deletion.moneyRemoved + deletion.mailsRemoved === 0) return deletion;
  await papers.add(run, paper(deletion));
  await audit.append({
    at,
    actor,
    action: 'retention.deleted',
    subject: run,
    detail: {
      cases: gone.length,
      files: filesRemoved,
      money_kept: moneyKept,
      money_removed: deletion.moneyRemoved,
      mails_removed: deletion.mailsRemoved,
      hash: deletion.hash,
    },
  });
  return deletion;
}
