import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { VersionState } from '../../server/domain/versions/version.ts';
import type { NewVersion, VersionStep } from '../../server/domain/versions/version-store.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const AT = new Date('2026-12-01T10:00:00+09:00');
const FILES = { 'definition.yaml': 'id: a\n# 覚え書き\n', 'en.yaml': 'title: A\n' };
const audit = (action: string) => ({
  at: AT,
  actor: 'staff:hana',
  action,
  subject: 'a',
  detail: {},
});
const procedure = () => `p-${randomUUID().slice(0, 8)}`;

function version(procedureId: string, more: Partial<NewVersion> = {}): NewVersion {
  const made = { createdBy: 'hana', createdAt: AT, changedBy: 'hana', changedAt: AT };
  const about = { title: '見本', section: 'tax', note: '', origin: 'blank' as const };
  return { id: randomUUID(), procedureId, files: FILES, ...about, ...made, ...more };
}

function stepOf(id: string, from: VersionState, to: VersionState): VersionStep {
  const event = { type: to, at: AT, actor: 'staff:hana', detail: { why: '' } };
  return { id, from, to, event, audit: audit('version.step') };
}

describe.each(DATABASES)('versions of procedures (%s)', (dialect) => {
  const open = useDatabase(dialect);
  const store = () => open().stores.versions;

  const edit = (id: string, base: number, text: string, by = 'hana') =>
    store().saveEdit({
      id,
      base,
      files: { ...FILES, 'definition.yaml': text },
      title: text,
      section: 'child',
      what: `『${text}』`,
      by,
      at: AT,
    });

  async function published(procedureId: string, hash: string) {
    const { id } = await store().begin(version(procedureId), audit('version.begun'));
    for (const [from, to] of [
      ['draft', 'in_review'],
      ['in_review', 'approved'],
    ] as const) {
      expect(await store().step(stepOf(id, from, to))).toBe(true);
    }
    const step = stepOf(id, 'approved', 'published');
    expect(await store().publish({ ...step, hash, sources: FILES })).toBe(true);
    return id;
  }

  it('are numbered within their procedure and begin with an event', async () => {
    const id = procedure();
    const first = await store().begin(version(id), audit('version.begun'));
    const restored = { type: 'restored', at: AT, actor: 'staff:hana', detail: { from: first.id } };
    const second = await store().begin(
      version(id, { origin: 'version', basedOn: first.id }),
      audit('version.restored'),
      restored,
    );
    expect([first.number, second.number, second.state]).toEqual([1, 2, 'draft']);
    expect(await store().find(second.id)).toEqual(second);
    expect((await store().events(second.id))[0]).toEqual(restored);
    const heads = await store().list({ procedureId: id });
    expect(heads.map(({ number }) => number)).toEqual([2, 1]);
    expect(heads[0]).not.toHaveProperty('files');
    expect(await store().list({ procedureId: id, states: ['published'] })).toEqual([]);
  });

  it('take edits on their own revision only, and give them back one by one', async () => {
    const { id } = await store().begin(version(procedure()), audit('version.begun'));
    expect(await edit(id, 0, '一')).toEqual({ kind: 'saved', revision: 1 });
    expect(await edit(id, 0, '遅い')).toMatchObject({ kind: 'conflict', current: { revision: 1 } });
    expect(await edit(id, 1, '二', 'taro')).toEqual({ kind: 'saved', revision: 2 });
    expect((await store().edits(id, 1)).map(({ what }) => what)).toEqual(['『二』']);
    expect([...(await store().editors(id))].sort()).toEqual(['hana', 'taro']);

    expect(await store().undo(id, 2, 'hana', AT)).toEqual({ kind: 'saved', revision: 3 });
    expect(await store().editors(id)).toEqual(['hana']);
    expect(await store().undo(id, 3, 'hana', AT)).toEqual({ kind: 'saved', revision: 4 });
    const back = await store().find(id);
    expect([back?.files, back?.title, back?.section]).toEqual([FILES, '見本', 'tax']);
    expect(await store().undo(id, 4, 'hana', AT)).toEqual({ kind: 'nothing_to_undo' });

    await store().step(stepOf(id, 'draft', 'in_review'));
    expect(await edit(id, 4, '三')).toMatchObject({ kind: 'not_a_draft' });
  });

  it('keep two hundred steps to take back, and everybody who edited', async () => {
    const { id } = await store().begin(version(procedure()), audit('version.begun'));
    await edit(id, 0, '0', 'first');
    for (let n = 1; n <= 200; n += 1) await edit(id, n, String(n));
    for (let n = 0; n < 200; n += 1) await store().undo(id, 201 + n, 'hana', AT);
    expect(await store().undo(id, 401, 'hana', AT)).toEqual({ kind: 'nothing_to_undo' });
    expect((await store().find(id))?.title).toBe('0');
    expect(await store().editors(id)).toEqual(['first']);
  });

  it('make no step from another state or on another revision', async () => {
    const { id } = await store().begin(version(procedure()), audit('version.begun'));
    const asked = { ...stepOf(id, 'draft', 'in_review'), revision: 1 };
    expect(await store().step(asked)).toBe(false);
    expect(await store().step(stepOf(id, 'approved', 'scheduled'))).toBe(false);
    expect(await store().step({ ...asked, revision: 0 })).toBe(true);
    expect((await store().events(id)).map(({ type }) => type)).toEqual(['begun', 'in_review']);
  });

  it('publish in one commit: hash, sources, the version before it, the town’s revision', async () => {
    const procedureId = procedure();
    const before = await store().townRevision();
    const first = await published(procedureId, 'aaaa');
    const second = await published(procedureId, 'bbbb');
    expect(await store().townRevision()).toBe(before + 2);
    expect(await open().stores.definitions.find(procedureId, 'aaaa')).toEqual(FILES);
    const live = await store().list({ procedureId, states: ['published'] });
    expect(live.map(({ id, hash }) => [id, hash])).toEqual([[second, 'bbbb']]);
    expect((await store().find(first))?.state).toBe('superseded');
    expect((await store().events(first)).at(-1)).toMatchObject({
      type: 'superseded',
      detail: { by: second },
    });
    const again = { ...stepOf(second, 'approved', 'published'), hash: 'cccc', sources: FILES };
    expect(await store().publish(again)).toBe(false);
    expect(await store().editors(second)).toEqual([]);

    expect(await store().withdrawn()).not.toContain(procedureId);
    await store().step(stepOf(second, 'published', 'archived'));
    expect(await store().withdrawn()).toContain(procedureId);
    expect(await store().townRevision()).toBe(before + 3);
  });

  it('leave the site as they were shipped, once and only where nothing was published', async () => {
    const procedureId = procedure();
    const before = await store().townRevision();
    const event = { type: 'archived', at: AT, actor: 'staff:hana', detail: { reason: '終わり' } };
    const shipped = () => ({ ...version(procedureId), hash: 'dddd', sources: FILES });
    const made = await store().retire(shipped(), event, audit('version.archived'));
    expect(made).toMatchObject({ number: 1, state: 'archived', hash: 'dddd', files: FILES });
    expect(await store().events(made?.id ?? '')).toEqual([event]);
    expect(await open().stores.definitions.find(procedureId, 'dddd')).toEqual(FILES);
    expect(await store().withdrawn()).toContain(procedureId);
    expect(await store().retire(shipped(), event, audit('version.archived'))).toBeUndefined();
    expect(await store().townRevision()).toBe(before + 1);
  });

  it('are due when their moment has come; going back to the draft forgets reviewer and moment', async () => {
    const { id } = await store().begin(version(procedure()), audit('version.begun'));
    await store().step(stepOf(id, 'draft', 'in_review'));
    await store().step({ ...stepOf(id, 'in_review', 'approved'), reviewedBy: 'taro' });
    const publishAt = new Date('2026-12-02T00:00:00+09:00');
    await store().step({ ...stepOf(id, 'approved', 'scheduled'), publishAt });
    const due = async (now: Date) => (await store().due(now)).some((one) => one.id === id);
    expect([await due(new Date(publishAt.getTime() - 1)), await due(publishAt)]).toEqual([
      false,
      true,
    ]);
    await store().step({ ...stepOf(id, 'scheduled', 'draft'), publishAt: null });
    const draft = await store().find(id);
    expect([draft?.reviewedBy, draft?.publishAt]).toEqual([undefined, undefined]);
  });
});

describe.each(DATABASES)('pauses of procedures (%s)', (dialect) => {
  const open = useDatabase(dialect);

  it('stand from their moment until they are over or lifted, once', async () => {
    const { pauses, versions } = open().stores;
    const procedureId = procedure();
    const before = await versions.townRevision();
    const until = new Date(AT.getTime() + 3_600_000);
    const made = { procedureId, from: AT, by: 'hana' };
    const short = { ...made, id: randomUUID(), reason: { ja: '料金の誤り', en: 'Fee' }, until };
    const endless = { ...made, id: randomUUID(), reason: { ja: '確認中' } };
    await pauses.add(short, audit('pause.made'));
    await pauses.add(endless, audit('pause.made'));
    const standing = async (now: Date) => (await pauses.standing(now)).map(({ id }) => id);
    expect((await standing(AT)).sort()).toEqual([short.id, endless.id].sort());
    expect(await standing(until)).toEqual([endless.id]);
    const by = { login: 'taro', at: until };
    expect(await pauses.lift(endless.id, by, audit('pause.lifted'))).toBe(true);
    expect(await pauses.lift(endless.id, by, audit('pause.lifted'))).toBe(false);
    expect(await standing(AT)).toEqual([short.id]);
    const listed = await pauses.list(procedureId);
    expect(listed.find(({ id }) => id === short.id)).toEqual(short);
    expect(listed.find(({ id }) => id === endless.id)?.liftedBy).toBe('taro');
    expect(await versions.townRevision()).toBe(before + 3);
  });
});
