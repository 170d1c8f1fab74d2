import type { Clock } from '../../lib/clock.ts';
import type { AttachmentFiles, AttachmentStore } from './attachment.ts';

/** Longer than any upload takes between its file and its row. */
const HOUR_MS = 3_600_000;
/** Ids in one question to the database. */
const AT_ONCE = 500;

/**
 * Removes what belongs to nobody: rows whose draft has ended, then files that no row names.
 * @returns how many files went
 */
export async function sweepAttachments(
  { attachments }: { readonly attachments: AttachmentStore },
  files: AttachmentFiles,
  clock: Clock,
): Promise<number> {
  await attachments.removeOwnerless();
  const old = await files.olderThan(new Date(clock.now().getTime() - HOUR_MS));
  let removed = 0;
  for (let at = 0; at < old.length; at += AT_ONCE) {
    const stray = await attachments.unknown(old.slice(at, at + AT_ONCE));
    for (const id of stray) await files.remove(id);
    removed += stray.length;
  }
  return removed;
}
