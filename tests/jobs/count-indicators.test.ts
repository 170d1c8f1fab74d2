import { afterAll, beforeAll, expect, it } from 'vitest';
import { recountAtNight } from '../../server/jobs/count-indicators.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';

let site: ApplyApp;
const told: unknown[] = [];
const log = { warn: (...words: unknown[]) => void told.push(words[0]) };

beforeAll(async () => {
  site = await applyApp();
}, 120_000);
afterAll(() => site.close());

it('recounts once a night, mends what it finds, and writes down how things stand', async () => {
  const { services, clock } = site;
  const { indicatorCounts, drafts } = services.stores;
  const night = () => recountAtNight(services, log);
  await night();
  const first = await indicatorCounts.lastRecount();
  expect(first?.differences).toEqual([]);
  await night();
  expect((await indicatorCounts.lastRecount())?.id).toBe(first?.id);
  // Begun an hour ago, as if it had come in behind everybody's back.
  const at = new Date(clock.now().getTime() - 3_600_000);
  const about = { locale: 'ja', channel: 'online', sessionHash: 'x', revision: 0 } as const;
  await drafts.create({
    ...{ id: 'late', procedureId: 'dog-death', version: '1', pending: null, answers: {}, ...about },
    ...{ startedAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + 86_400_000) },
  });
  clock.set(new Date('2026-11-22T02:59:00+09:00'));
  await night();
  expect(told).toEqual([]);
  clock.set(new Date('2026-11-22T03:01:00+09:00'));
  await night();
  expect(told).toMatchObject([
    { differences: 1, told: [{ measure: 'started', stood: 0, counted: 1 }] },
  ]);
  const stood = await indicatorCounts.stood();
  expect(stood.get('procedures_online')?.get(2026)).toBeGreaterThan(30);
  expect([...stood.keys()].sort()).toEqual(['cashless_items', 'procedures_online']);
});
