import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Version, VersionHead } from './version.ts';
import {
  type Actor,
  DONE,
  errorsOf,
  type StepOutcome,
  stepOf,
  TOO_LATE,
  type VersionDesk,
} from './version-desk.ts';

const noteOf = (note: string | undefined): Readonly<Record<string, string>> =>
  note === undefined ? {} : { note };

/**
 * Online from now on; what stood there is an old version. The town may have changed since the review.
 * @param note what is new in it; undefined leaves it as it is
 */
export async function publishVersion(
  desk: VersionDesk,
  head: VersionHead,
  actor: Actor,
  note?: string,
): Promise<StepOutcome> {
  const step = stepOf(head, 'publish', { actor, at: desk.clock.now(), detail: noteOf(note) });
  const version = step && (await desk.versions.find(head.id));
  if (!version) return TOO_LATE;
  const errors = errorsOf(await desk.gate(version));
  const compiled = errors.length === 0 ? desk.compile(version) : undefined;
  if (!compiled) return { kind: 'gate', errors };
  return (await desk.versions.publish({ ...step, ...compiled })) ? DONE : TOO_LATE;
}

/**
 * Online by itself at that moment.
 * @param publishAt moment that lies ahead
 * @param note what is new in it; undefined leaves it as it is
 */
export async function scheduleVersion(
  desk: VersionDesk,
  head: VersionHead,
  publishAt: Date,
  actor: Actor,
  note?: string,
): Promise<StepOutcome> {
  const at = desk.clock.now();
  if (publishAt <= at) return { kind: 'moment_not_ahead' };
  const detail = { publish_at: publishAt.toISOString(), ...noteOf(note) };
  const step = stepOf(head, 'schedule', { actor, at, detail });
  if (step === undefined) return TOO_LATE;
  const version = await desk.versions.find(head.id);
  const errors = version ? errorsOf(await desk.gate(version)) : [];
  if (errors.length > 0) return { kind: 'gate', errors };
  return (await desk.versions.step({ ...step, publishAt })) ? DONE : TOO_LATE;
}

/** The planned moment is taken back; what was looked at stays looked at. */
export async function unscheduleVersion(
  desk: VersionDesk,
  head: VersionHead,
  actor: Actor,
  detail: Readonly<Record<string, string>> = {},
): Promise<StepOutcome> {
  const step = stepOf(head, 'unschedule', { actor, at: desk.clock.now(), detail });
  if (step === undefined) return TOO_LATE;
  return (await desk.versions.step({ ...step, publishAt: null })) ? DONE : TOO_LATE;
}

/**
 * Publishes what is due. Whichever process comes first does it; the others find it done. What the
 * gate refuses by now stays off the site and waits for somebody, with the reason.
 * @returns how many went online, and which were refused
 */
export async function publishDue(
  desk: VersionDesk,
): Promise<{ readonly published: number; readonly refused: readonly Version[] }> {
  let published = 0;
  const refused: Version[] = [];
  for (const version of await desk.versions.due(desk.clock.now())) {
    const outcome = await publishVersion(desk, version, 'system');
    if (outcome.kind === 'done') published += 1;
    if (outcome.kind !== 'gate') continue;
    const planned = version.publishAt ? formatJstMoment(version.publishAt, 'ja') : '';
    const why = outcome.errors[0]?.message ?? '';
    const detail = { reason: `${planned}の公開を見合わせました。${why}` };
    await unscheduleVersion(desk, version, 'system', detail);
    refused.push(version);
  }
  return { published, refused };
}
