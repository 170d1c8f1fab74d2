import { beforeEach, describe, expect, it } from 'vitest';
import type { GateFinding } from '../../../server/domain/publish-gate/gate-finding.ts';
import { beginVersion, restoreVersion } from '../../../server/domain/versions/begin-version.ts';
import { archiveVersion, discardVersion } from '../../../server/domain/versions/end-version.ts';
import {
  publishDue,
  publishVersion,
  scheduleVersion,
  unscheduleVersion,
} from '../../../server/domain/versions/publish-version.ts';
import {
  approveVersion,
  askReview,
  returnVersion,
} from '../../../server/domain/versions/review-version.ts';
import { VERSION_STATES, type Version } from '../../../server/domain/versions/version.ts';
import type { StepOutcome, VersionDesk } from '../../../server/domain/versions/version-desk.ts';
import {
  actionsFrom,
  transitionOf,
  VERSION_TRANSITIONS,
  type VersionAction,
} from '../../../server/domain/versions/version-transitions.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { memoryVersions } from '../../support/memory-versions.ts';

const FILES = {
  'definition.yaml': 'title: "{犬|いぬ}の登録"\nsection: environment\n',
  'en.yaml': 'a: b\n',
};
const PINNED = { ...FILES, 'phrasebook.json': '{}' };
const ERROR: GateFinding = {
  level: 'error',
  check: 'fees',
  code: 'fees.no_end',
  place: { file: 'definition.yaml' },
  message: '手数料の金額がありません。',
  mend: '',
};
const clock = fixedClock('2026-12-01T10:00:00+09:00');
let findings: readonly GateFinding[];
let hash: string;
let desk: VersionDesk;

beforeEach(() => {
  clock.set('2026-12-01T10:00:00+09:00');
  findings = [];
  hash = 'aaaa';
  const compile = () => ({ hash, sources: PINNED });
  desk = { versions: memoryVersions(), clock, gate: async () => findings, compile };
});

const begun = () =>
  beginVersion(desk, { procedureId: 'dogs', origin: 'file', files: FILES, by: 'hana' });
const now = async (id: string) => (await desk.versions.find(id)) as Version;
const soon = new Date('2026-12-02T00:00:00+09:00');

/** Each action by the verb that does it. */
const VERBS: Readonly<Record<VersionAction, (version: Version) => Promise<StepOutcome>>> = {
  ask_review: (version) => askReview(desk, version, { login: 'hana' }),
  return: (version) => returnVersion(desk, version, { login: 'taro', reason: '料金' }),
  approve: (version) => approveVersion(desk, version, { login: 'taro' }),
  schedule: (version) => scheduleVersion(desk, version, soon, 'staff:hana'),
  unschedule: (version) => unscheduleVersion(desk, version, 'staff:hana'),
  publish: (version) => publishVersion(desk, version, 'staff:hana'),
  supersede: async (version) => {
    const next = await inState('approved');
    await publishVersion(desk, next, 'staff:hana');
    const { state } = await now(version.id);
    return { kind: state === version.state ? 'too_late' : 'done' };
  },
  archive: (version) => archiveVersion(desk, version, { login: 'hana', reason: '終わり' }),
  discard: (version) => discardVersion(desk, version, { login: 'hana', reason: '' }),
};

/** The shortest ways to each state. */
const WAYS: Readonly<Record<Version['state'], readonly VersionAction[]>> = {
  draft: [],
  in_review: ['ask_review'],
  approved: ['ask_review', 'approve'],
  scheduled: ['ask_review', 'approve', 'schedule'],
  published: ['ask_review', 'approve', 'publish'],
  superseded: ['ask_review', 'approve', 'publish', 'supersede'],
  archived: ['ask_review', 'approve', 'publish', 'archive'],
  discarded: ['discard'],
};

async function inState(state: Version['state']): Promise<Version> {
  const { id } = await begun();
  for (const action of WAYS[state]) {
    expect(await VERBS[action](await now(id))).toEqual({ kind: 'done' });
  }
  return now(id);
}

const ACTIONS = Object.keys(VERBS) as VersionAction[];
const PAIRS = VERSION_STATES.flatMap((from) => ACTIONS.map((action) => [from, action] as const));

describe('the life of a version', () => {
  it.each(PAIRS)('%s, %s: by the table, or nothing', async (from, action) => {
    const version = await inState(from);
    const before = await desk.versions.events(version.id);
    const edge = transitionOf(from, action);
    const outcome = await VERBS[action](version);
    const after = await now(version.id);
    expect(outcome.kind).toBe(edge ? 'done' : 'too_late');
    expect(after.state).toBe(edge?.to ?? from);
    const added = (await desk.versions.events(version.id)).slice(before.length);
    expect(added.map(({ type }) => type)).toEqual(edge ? [edge.event] : []);
  });

  it('leaves every state but the last ones, and reaches each', () => {
    const last = VERSION_STATES.filter((state) => actionsFrom(state).length === 0);
    expect(last).toEqual(['archived', 'discarded']);
    const reached = new Set(VERSION_TRANSITIONS.map(({ to }) => to));
    expect([...reached].sort()).toEqual([...VERSION_STATES].sort());
  });
});

describe('a review', () => {
  it('is not done by whoever began it, changed it last or has an edit in it', async () => {
    const { id } = await begun();
    const edit = { id, files: FILES, title: '', section: '', what: '', at: clock.now() };
    await desk.versions.saveEdit({ ...edit, base: 0, by: 'jiro' });
    await desk.versions.saveEdit({ ...edit, base: 1, by: 'saki' });
    await desk.versions.undo(id, 2, 'mari', clock.now());
    await askReview(desk, await now(id), { login: 'hana' });
    for (const login of ['hana', 'jiro', 'mari']) {
      expect(await approveVersion(desk, await now(id), { login })).toEqual({ kind: 'own_work' });
    }
    // What she had changed was taken back: nothing of hers is in it.
    expect(await approveVersion(desk, await now(id), { login: 'saki' })).toEqual({ kind: 'done' });
    expect((await now(id)).reviewedBy).toBe('saki');
  });

  it('is of what was looked at, and a return says what has to be mended', async () => {
    const { id } = await begun();
    const seen = { ...(await now(id)), state: 'in_review' as const };
    const edit = { id, base: 0, files: FILES, title: '', section: '', what: '', by: 'hana' };
    await desk.versions.saveEdit({ ...edit, at: clock.now() });
    await askReview(desk, await now(id), { login: 'hana' });
    expect(await approveVersion(desk, seen, { login: 'taro' })).toEqual({ kind: 'too_late' });
    const unsaid = await returnVersion(desk, await now(id), { login: 'taro', reason: ' ' });
    expect(unsaid).toEqual({ kind: 'reason_missing' });
    expect((await now(id)).state).toBe('in_review');
    // Who has asked may think again without saying why.
    expect(await returnVersion(desk, await now(id), { login: 'hana' })).toEqual({ kind: 'done' });
    expect((await now(id)).state).toBe('draft');
  });

  it.each(['ask_review', 'approve', 'schedule', 'publish'] as const)(
    'an error of the gate refuses %s; warnings don’t',
    async (action) => {
      const edge = VERSION_TRANSITIONS.find((one) => one.action === action);
      const version = await inState(edge?.from ?? 'draft');
      findings = [ERROR, { ...ERROR, level: 'warning' }];
      expect(await VERBS[action](version)).toEqual({ kind: 'gate', errors: [ERROR] });
      expect((await now(version.id)).state).toBe(version.state);
      findings = [{ ...ERROR, level: 'warning' }];
      expect(await VERBS[action](version)).toEqual({ kind: 'done' });
    },
  );
});

describe('a planned version', () => {
  it('goes online at its moment, once, however often it is looked for', async () => {
    const { id } = await inState('scheduled');
    clock.set(new Date(soon.getTime() - 1));
    expect(await publishDue(desk)).toEqual({ published: 0, refused: [] });
    clock.set(soon);
    const both = await Promise.all([publishDue(desk), publishDue(desk)]);
    expect(both.reduce((sum, { published }) => sum + published, 0)).toBe(1);
    expect(await now(id)).toMatchObject({ state: 'published', publishedAt: soon, hash: 'aaaa' });
    const past = await scheduleVersion(desk, await inState('approved'), soon, 'staff:hana');
    expect(past).toEqual({ kind: 'moment_not_ahead' });
  });

  it('stays off the site when the gate refuses it by then, with the reason', async () => {
    const { id } = await inState('scheduled');
    clock.set(soon);
    findings = [ERROR];
    expect((await publishDue(desk)).refused.map((one) => one.id)).toEqual([id]);
    expect((await now(id)).state).toBe('approved');
    const last = (await desk.versions.events(id)).at(-1);
    expect(last).toMatchObject({ type: 'unscheduled', actor: 'system' });
    expect(last?.detail['reason']).toContain(ERROR.message);
    expect((await publishDue(desk)).refused).toEqual([]);
  });
});

describe('a version that is brought back', () => {
  it('is a new draft with every file; with the phrases of its day where the town’s are others now', async () => {
    const published = await inState('published');
    const same = await restoreVersion(desk, published, 'taro', PINNED);
    expect([same.files, same.state, same.number, same.basedOn]).toEqual([
      FILES,
      'draft',
      published.number + 1,
      published.id,
    ]);
    expect([same.title, same.section]).toEqual(['犬の登録', 'environment']);
    expect((await desk.versions.events(same.id))[0]?.type).toBe('restored');
    hash = 'bbbb';
    expect((await restoreVersion(desk, published, 'taro', PINNED)).files).toEqual(PINNED);
  });
});
