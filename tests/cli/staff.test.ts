import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  SAMPLE_PASSPHRASE,
  sampleSignIns,
  sampleStaff,
  seedSampleStaff,
} from '../../server/cli/sample-staff.ts';
import { staffCommand } from '../../server/cli/staff-commands.ts';
import { STAFF_ROLES } from '../../server/domain/staff/roles.ts';
import { type OfficeApp, officeApp } from '../support/office-app.ts';
import { signIn } from '../support/staff-account.ts';

describe('npm run staff', () => {
  let site: OfficeApp;
  beforeAll(async () => {
    site = await officeApp();
  });
  afterAll(() => site.close());

  async function run(...args: readonly string[]) {
    const said: string[] = [];
    const code = await staffCommand(site.services, args, (text) => said.push(text));
    return { code, said: said.join('\n') };
  }

  it('adds the first administrator, who gets in with what it says', async () => {
    const { code, said } = await run('add', 'Kanri', '管理 太郎', '--role', 'system_admin');
    expect(code).toBe(0);
    const passphrase = /仮のパスフレーズ：([0-9a-z-]{19})/.exec(said)?.[1] ?? '';
    const reply = await signIn(site.resident(), 'kanri', { passphrase });
    expect(reply.statusCode).toBe(303);
    expect((await run('list')).said).toContain('管理 太郎（システム管理者）');
  });

  it('gives a new passphrase, and ends an account', async () => {
    await run('add', 'tanto', '担当 花子', '--role', 'case_worker', '--section', 'child');
    const { said } = await run('passphrase', 'tanto');
    const passphrase = /仮のパスフレーズ：([0-9a-z-]{19})/.exec(said)?.[1] ?? '';
    expect((await signIn(site.resident(), 'tanto', { passphrase })).statusCode).toBe(303);
    await run('leave', 'tanto');
    expect((await signIn(site.resident(), 'tanto', { passphrase })).statusCode).toBe(422);
    expect((await run('list')).said).toContain('退職・異動');
    await expect(run('passphrase', 'tanto')).rejects.toThrow('もう退職・異動しています');
  });

  it.each([
    [['add', 'tanaka', '別人', '--role', 'case_worker'], '課：child、care'],
    [['add', 'kanri', '別人', '--role', 'auditor'], 'もう使われています'],
    [['add', '太郎', '', '--role', 'mayor'], '役割を選んでください'],
    [['leave', 'nobody'], 'nobody の職員はいません'],
  ])('%j is refused: %s', async (args, words) => {
    await expect(run(...args)).rejects.toThrow(words);
  });

  it('says how it is used', async () => {
    for (const args of [['fly'], [], ['add', '--colour', 'red']]) {
      expect(await run(...args)).toEqual({ code: 2, said: expect.stringContaining('使い方') });
    }
  });
});

describe('the sample town’s staff', () => {
  let site: OfficeApp;
  beforeAll(async () => {
    site = await officeApp();
    await seedSampleStaff(site.services);
  });
  afterAll(() => site.close());

  it('has somebody for every role and every section, and they get in as printed', async () => {
    const { municipality } = site.services.library;
    const sections = new Set(Object.keys(municipality.sections));
    const people = sampleStaff(sections);
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(STAFF_ROLES));
    const used = [...site.services.library.procedures.values()].map(({ section }) => section);
    const staffed = new Set(people.map(({ section }) => section));
    expect(used.filter((section) => !staffed.has(section))).toEqual([]);
    const printed = sampleSignIns(site.services).map((line) => line.split(' ')[0] ?? '');
    for (const login of printed) {
      const reply = await signIn(site.resident(), login, { passphrase: SAMPLE_PASSPHRASE });
      expect([login, reply.statusCode]).toEqual([login, 303]);
    }
  });

  it('is added once, and never to a town that has staff of its own', async () => {
    const before = site.everything();
    await seedSampleStaff(site.services);
    expect(site.everything()).toEqual(before);
  });

  it('is never added in production', async () => {
    const empty = await officeApp();
    const config = { ...empty.services.config, mode: 'production' as const };
    await seedSampleStaff({ ...empty.services, config });
    expect(await empty.services.stores.staff.list()).toEqual([]);
    await empty.close();
  });
});
