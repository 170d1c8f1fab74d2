import { orderedId } from '../../lib/ordered-id.ts';
import type { Phrasebook } from '../procedures/phrasebook.ts';
import type { DefinitionSources } from '../procedures/procedure.ts';
import type { Version, VersionEvent, VersionOrigin } from './version.ts';
import { type VersionDesk, versionAudit } from './version-desk.ts';
import { versionName } from './version-name.ts';

export interface NewDraft {
  readonly procedureId: string;
  readonly origin: VersionOrigin;
  /** Of the version that it is begun from. */
  readonly basedOn?: string;
  readonly files: DefinitionSources;
  readonly note?: string;
  /** Login. */
  readonly by: string;
}

/** A new draft with these files, whatever they came from. */
export async function beginVersion(
  { versions, clock }: Pick<VersionDesk, 'versions' | 'clock'>,
  { procedureId, origin, basedOn, files, note = '', by }: NewDraft,
  event?: VersionEvent,
  phrasebook?: Phrasebook,
): Promise<Version> {
  const at = clock.now();
  const about = {
    id: orderedId(at),
    procedureId,
    origin,
    ...(basedOn !== undefined && { basedOn }),
    ...versionName(procedureId, files, phrasebook),
    files,
    note,
  };
  const made = { createdBy: by, createdAt: at, changedBy: by, changedAt: at };
  const action = event?.type ?? 'begun';
  const audit = versionAudit(
    { ...about, number: 0 },
    { action, actor: `staff:${by}`, at },
    { origin },
  );
  const { number: _unknownYet, ...detail } = audit.detail;
  return versions.begin({ ...about, ...made }, { ...audit, detail }, event);
}

/**
 * A new draft that is what that version was, in every file. Where the town's shared phrases have
 * changed since it was published, it brings those along that it spoke then.
 * @param published the sources that were remembered when it was published
 */
export async function restoreVersion(
  desk: Pick<VersionDesk, 'versions' | 'clock' | 'compile'>,
  version: Version,
  by: string,
  published?: DefinitionSources,
): Promise<Version> {
  const { id, procedureId, files, number, hash } = version;
  const speaksOtherwise = hash !== undefined && desk.compile(version)?.hash !== hash;
  const from = { origin: 'version' as const, basedOn: id, by };
  const detail = { from: id, number: String(number) };
  const event = { type: 'restored', at: desk.clock.now(), actor: `staff:${by}`, detail };
  const whole = speaksOtherwise && published ? published : files;
  return beginVersion(desk, { procedureId, files: whole, ...from }, event);
}
