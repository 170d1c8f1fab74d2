import type { Version, VersionEvent } from '../../server/domain/versions/version.ts';
import type { VersionStep, VersionStore } from '../../server/domain/versions/version-store.ts';

interface Kept {
  version: Version;
  readonly events: VersionEvent[];
  edits: { readonly before: Version; readonly by: string }[];
}

/** Versions in memory, as storage keeps them: for tests of the rules. */
export function memoryVersions(): VersionStore {
  const kept = new Map<string, Kept>();
  let revision = 0;
  const of = (id: string) => kept.get(id) as Kept;
  const all = () => [...kept.values()].map(({ version }) => version);

  function step({ id, from, to, event, reviewedBy, publishAt, ...seen }: VersionStep): boolean {
    const one = of(id);
    const { publishAt: planned, ...version } = one.version;
    if (version.state !== from) return false;
    if (seen.revision !== undefined && seen.revision !== version.revision) return false;
    const moment = publishAt === undefined ? planned : (publishAt ?? undefined);
    one.version = {
      ...version,
      state: to,
      ...(reviewedBy !== undefined && { reviewedBy }),
      ...(moment && { publishAt: moment }),
    };
    one.events.push(event);
    return true;
  }

  function change(id: string, base: number, next: Partial<Version>) {
    const one = of(id);
    if (one.version.revision !== base) return { kind: 'conflict' as const, current: one.version };
    one.version = { ...one.version, ...next, revision: base + 1 };
    return { kind: 'saved' as const, revision: base + 1 };
  }

  return {
    async begin(version, { at, actor }, event = { type: 'begun', at, actor, detail: {} }) {
      const number = all().filter((one) => one.procedureId === version.procedureId).length + 1;
      const made: Version = { ...version, number, state: 'draft', revision: 0 };
      kept.set(made.id, { version: made, events: [event], edits: [] });
      return made;
    },
    find: async (id) => kept.get(id)?.version,
    list: async () => all(),
    async saveEdit({ id, base, by, at, files }) {
      const before = of(id).version;
      of(id).edits.push({ before, by });
      return change(id, base, { files, changedBy: by, changedAt: at });
    },
    async undo(id, base, by, at) {
      const last = of(id).edits.pop();
      if (last === undefined) return { kind: 'nothing_to_undo' };
      return change(id, base, { ...last.before, changedBy: by, changedAt: at });
    },
    edits: async () => [],
    editors: async (id) => of(id).edits.map(({ by }) => by),
    step: async (one) => step(one),
    async publish({ hash, sources: _remembered, ...one }) {
      if (!step(one)) return false;
      const own = of(one.id);
      for (const other of kept.values()) {
        const isSame = other.version.procedureId === own.version.procedureId;
        if (other === own || !isSame || other.version.state !== 'published') continue;
        other.version = { ...other.version, state: 'superseded' };
        other.events.push({ ...one.event, type: 'superseded' });
      }
      own.version = { ...own.version, hash, publishedAt: one.event.at };
      revision += 1;
      return true;
    },
    async retire(version, event) {
      const isKnown = all().some((one) => one.procedureId === version.procedureId);
      if (isKnown) return undefined;
      const made: Version = { ...version, number: 1, state: 'archived', revision: 0 };
      kept.set(made.id, { version: made, events: [event], edits: [] });
      revision += 1;
      return made;
    },
    events: async (id) => [...of(id).events],
    withdrawn: async () => {
      const of = (state: Version['state']) =>
        all().flatMap((one) => (one.state === state ? one.procedureId : []));
      return of('archived').filter((id) => !of('published').includes(id));
    },
    due: async (now) =>
      all().filter(
        ({ state, publishAt }) => state === 'scheduled' && publishAt && publishAt <= now,
      ),
    townRevision: async () => revision,
  };
}
