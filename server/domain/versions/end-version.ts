import type { VersionHead } from './version.ts';
import { DONE, type StepOutcome, stepOf, TOO_LATE, type VersionDesk } from './version-desk.ts';

interface By {
  readonly login: string;
  readonly reason: string;
}

/** A draft that nobody goes on with. */
export async function discardVersion(
  desk: Pick<VersionDesk, 'versions' | 'clock'>,
  head: VersionHead,
  { login, reason }: By,
): Promise<StepOutcome> {
  return end(desk, head, 'discard', { login, reason });
}

/**
 * Put away: a published one leaves the site, and nobody can begin the procedure any more.
 * Applications under way go on with the version that they were begun with.
 */
export async function archiveVersion(
  desk: Pick<VersionDesk, 'versions' | 'clock'>,
  head: VersionHead,
  { login, reason }: By,
): Promise<StepOutcome> {
  if (head.state === 'published' && reason.trim() === '') return { kind: 'reason_missing' };
  return end(desk, head, 'archive', { login, reason });
}

async function end(
  { versions, clock }: Pick<VersionDesk, 'versions' | 'clock'>,
  head: VersionHead,
  action: 'archive' | 'discard',
  { login, reason }: By,
): Promise<StepOutcome> {
  const text = reason.trim();
  const detail: Record<string, string> = text === '' ? {} : { reason: text };
  const step = stepOf(head, action, { actor: `staff:${login}`, at: clock.now(), detail });
  return step && (await versions.step(step)) ? DONE : TOO_LATE;
}
