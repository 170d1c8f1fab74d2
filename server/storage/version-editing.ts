import { and, desc, eq, lte, ne } from 'drizzle-orm';
import type { Version } from '../domain/versions/version.ts';
import type { SaveOutcome, VersionStore } from '../domain/versions/version-store.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import { packBefore, toHead, toVersion, unpackBefore } from './version-rows.ts';

/** So many steps can be taken back; of older ones stays who did what. */
const UNDOABLE = 200;
const LET_GO = Buffer.alloc(0);

type Opened = { readonly draft: Version } | { readonly refusal: SaveOutcome };

/** The draft as it stands at that revision, or why it can't be changed. */
async function openDraft({ db, tables }: Connection, id: string, base: number): Promise<Opened> {
  const { procedureVersions: table } = tables;
  const [row] = await db.select().from(table).where(eq(table.id, id));
  if (row === undefined) throw new Error(`there is no version ${id}`);
  if (row.state !== 'draft') return { refusal: { kind: 'not_a_draft', current: toHead(row) } };
  if (row.revision !== base) return { refusal: { kind: 'conflict', current: toHead(row) } };
  return { draft: toVersion(row) };
}

type NewEdit = Parameters<VersionStore['saveEdit']>[0];

async function save(connection: Connection, edit: NewEdit): Promise<SaveOutcome> {
  const { db, tables } = connection;
  const { procedureVersions, versionEdits } = tables;
  const opened = await openDraft(connection, edit.id, edit.base);
  if ('refusal' in opened) return opened.refusal;
  const { draft } = opened;
  const { title, section, what, by } = edit;
  const at = edit.at.getTime();
  const revision = draft.revision + 1;
  const files = JSON.stringify(edit.files);
  await db
    .update(procedureVersions)
    .set({ files, title, section, revision, changedBy: by, changedAt: at })
    .where(eq(procedureVersions.id, edit.id));
  const before = packBefore(draft);
  await db.insert(versionEdits).values({ versionId: edit.id, revision, before, what, by, at });
  const isOld = and(
    eq(versionEdits.versionId, edit.id),
    lte(versionEdits.revision, revision - UNDOABLE),
    ne(versionEdits.before, LET_GO),
  );
  await db.update(versionEdits).set({ before: LET_GO }).where(isOld);
  return { kind: 'saved', revision };
}

/** Editing of drafts, step by step. */
export function versionEditing(
  driver: Driver,
): Pick<VersionStore, 'saveEdit' | 'undo' | 'edits' | 'editors'> {
  return {
    saveEdit: (edit) => driver.write((connection) => save(connection, edit)),
    undo: (id, base, by, at) =>
      driver.write(async (connection): Promise<SaveOutcome> => {
        const { db, tables } = connection;
        const { procedureVersions, versionEdits: table } = tables;
        const opened = await openDraft(connection, id, base);
        if ('refusal' in opened) return opened.refusal;
        const [edit] = await db
          .select()
          .from(table)
          .where(eq(table.versionId, id))
          .orderBy(desc(table.revision))
          .limit(1);
        if (edit === undefined || edit.before.length === 0) return { kind: 'nothing_to_undo' };
        const { files, title, section } = unpackBefore(edit.before);
        const revision = base + 1;
        const changed = { revision, changedBy: by, changedAt: at.getTime() };
        await db
          .update(procedureVersions)
          .set({ files: JSON.stringify(files), title, section, ...changed })
          .where(eq(procedureVersions.id, id));
        await db
          .delete(table)
          .where(and(eq(table.versionId, id), eq(table.revision, edit.revision)));
        return { kind: 'saved', revision };
      }),
    edits: (id, most) =>
      driver.read(async ({ db, tables: { versionEdits: table } }) => {
        const { revision, what, by, at } = table;
        const rows = await db
          .select({ revision, what, by, at })
          .from(table)
          .where(eq(table.versionId, id))
          .orderBy(desc(table.revision))
          .limit(most);
        return rows.map((row) => ({ ...row, at: toDate(row.at) }));
      }),
    editors: (id) =>
      driver.read(async ({ db, tables: { versionEdits: table } }) => {
        const rows = await db
          .selectDistinct({ by: table.by })
          .from(table)
          .where(eq(table.versionId, id));
        return rows.map(({ by }) => by);
      }),
  };
}
