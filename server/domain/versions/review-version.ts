import type { VersionHead } from './version.ts';
import {
  DONE,
  errorsOf,
  type StepOutcome,
  stepOf,
  TOO_LATE,
  type VersionDesk,
} from './version-desk.ts';

interface By {
  readonly login: string;
  /** What the colleague should know, or what has to be mended. */
  readonly reason?: string;
  /** What is new in the version; undefined leaves it as it is. */
  readonly note?: string;
}

const at = ({ clock }: VersionDesk) => clock.now();

function detailOf(
  reason: string | undefined,
  note: string | undefined = undefined,
): Readonly<Record<string, string>> {
  const text = reason?.trim() ?? '';
  return { ...(text !== '' && { reason: text }), ...(note !== undefined && { note }) };
}

/** Nobody edits it any more until somebody else has looked at it. Errors of the gate go first. */
export async function askReview(
  desk: VersionDesk,
  head: VersionHead,
  { login, reason, note }: By,
): Promise<StepOutcome> {
  const by = { actor: `staff:${login}`, at: at(desk), detail: detailOf(reason, note) };
  const step = stepOf(head, 'ask_review', by);
  if (step === undefined) return TOO_LATE;
  const errors = await gateErrors(desk, head);
  if (errors.length > 0) return { kind: 'gate', errors };
  return (await desk.versions.step(step)) ? DONE : TOO_LATE;
}

/** Back to whoever writes it, with what has to be mended; who wrote it takes it back without a word. */
export async function returnVersion(
  desk: VersionDesk,
  head: VersionHead,
  { login, reason }: By,
): Promise<StepOutcome> {
  const detail = detailOf(reason);
  if (detail['reason'] === undefined && !(await isOwnWork(desk, head, login))) {
    return { kind: 'reason_missing' };
  }
  const step = stepOf(head, 'return', { actor: `staff:${login}`, at: at(desk), detail });
  return step && (await desk.versions.step(step)) ? DONE : TOO_LATE;
}

/**
 * The second pair of eyes, on exactly what was looked at. Whoever began it, changed it last or has an
 * edit in it does not approve it: nobody sees one's own mistakes.
 */
export async function approveVersion(
  desk: VersionDesk,
  head: VersionHead,
  { login, reason }: By,
): Promise<StepOutcome> {
  const by = { actor: `staff:${login}`, at: at(desk), detail: detailOf(reason) };
  const step = stepOf(head, 'approve', by);
  if (step === undefined) return TOO_LATE;
  if (await isOwnWork(desk, head, login)) return { kind: 'own_work' };
  const errors = await gateErrors(desk, head);
  if (errors.length > 0) return { kind: 'gate', errors };
  return (await desk.versions.step({ ...step, reviewedBy: login })) ? DONE : TOO_LATE;
}

export async function isOwnWork(
  { versions }: Pick<VersionDesk, 'versions'>,
  { id, createdBy, changedBy }: VersionHead,
  login: string,
): Promise<boolean> {
  return [createdBy, changedBy, ...(await versions.editors(id))].includes(login);
}

async function gateErrors({ versions, gate }: VersionDesk, { id }: VersionHead) {
  const version = await versions.find(id);
  return version ? errorsOf(await gate(version)) : [];
}
