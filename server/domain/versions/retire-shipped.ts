import { orderedId } from '../../lib/ordered-id.ts';
import type { Phrasebook } from '../procedures/phrasebook.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import {
  DONE,
  type StepOutcome,
  TOO_LATE,
  type VersionDesk,
  versionAudit,
} from './version-desk.ts';
import { versionName } from './version-name.ts';

/**
 * A procedure that stands on the site as it was shipped leaves it. What it was is kept as a version
 * that is archived from the start: cases go on with it, and it comes back by restoring it.
 * @param files as they were shipped
 */
export async function retireShipped(
  { versions, clock, compile }: Pick<VersionDesk, 'versions' | 'clock' | 'compile'>,
  {
    procedureId,
    files,
    login,
    reason,
  }: {
    readonly procedureId: string;
    readonly files: DefinitionSources;
    readonly login: string;
    readonly reason: string;
  },
  phrasebook?: Phrasebook,
): Promise<StepOutcome> {
  const text = reason.trim();
  if (text === '') return { kind: 'reason_missing' };
  const at = clock.now();
  const version = {
    ...{ id: orderedId(at), procedureId, files, origin: 'shipped' as const, note: '' },
    ...versionName(procedureId, files, phrasebook),
    ...{ createdBy: login, createdAt: at, changedBy: login, changedAt: at },
  };
  const compiled = compile({ ...version, number: 0, state: 'archived', revision: 0 });
  if (compiled === undefined) return TOO_LATE;
  const actor = `staff:${login}`;
  const event = { type: 'archived', at, actor, detail: { reason: text } };
  const { detail, ...audit } = versionAudit(
    { ...version, number: 0 },
    { action: event.type, actor, at },
    { origin: version.origin },
  );
  const { number: _unknownYet, ...known } = detail;
  const made = await versions.retire({ ...version, ...compiled }, event, {
    ...audit,
    detail: known,
  });
  return made ? DONE : TOO_LATE;
}
