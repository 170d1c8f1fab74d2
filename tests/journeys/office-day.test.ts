import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../support/browser.ts';
import { published } from '../support/kpi.ts';
import { applyFromHome } from '../support/office-day/apply-from-home.ts';
import { careSection } from '../support/office-day/care-section.ts';
import { childSection } from '../support/office-day/child-section.ts';
import { handOver } from '../support/office-day/compare-files.ts';
import { atPhones, Day } from '../support/office-day/day.ts';
import { findAll } from '../support/office-day/find-all.ts';
import { leave } from '../support/office-day/leave.ts';
import { countEntries, takeLog, verifyLog } from '../support/office-day/log.ts';
import { environmentSection, residentsSection } from '../support/office-day/other-sections.ts';
import { PEOPLE } from '../support/office-day/people.ts';
import { startSampleTown } from '../support/prepared-town.ts';
import { loadSampleTown } from '../support/sample-town.ts';
import type { RunningServer } from '../support/server.ts';

const LIMIT_MS = 240_000;

/** Who works in which section. */
const WORKERS = {
  child: 'kodomo-tanto',
  care: 'kaigo-tanto',
  residents: 'shimin-tanto',
  environment: 'kankyo-tanto',
  facilities: 'shisetsu-tanto',
} as const;

let server: RunningServer;
let day: Day;
let lastNight: number;
beforeAll(async () => {
  const [running, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
  server = running;
  day = new Day(running.url, library);
  lastNight = Math.max(...(await takeLog(day)).map(({ seq }) => seq));
  day.diary.clear();
});
afterAll(async () => {
  await closeBrowser();
  expect(await server?.stop()).toBe(0);
});

const everySection = (work: (section: string, login: string) => Promise<void>) =>
  Promise.all(Object.entries(WORKERS).map(([section, login]) => work(section, login)));

const received = (groups: readonly { readonly received: number }[]) =>
  groups.reduce((sum, group) => sum + group.received, 0);

/** 30 people in eight languages; the lists of the sections and the published figures follow. */
async function morning(): Promise<void> {
  const before = await published(day.url);
  const waiting = new Map<string, number>();
  await everySection(async (section, login) => {
    const { 対応するもの: open = 0 } = await (await day.desk(login)).counts();
    waiting.set(section, open);
  });
  const phones = await Promise.all([1, 2, 3, 4].map(() => day.phone()));
  await atPhones(phones, PEOPLE, async (phone, person, index) => {
    const { home, pays } = await applyFromHome(day, phone, person, index);
    day.homes.set(person.key, home);
    day.diary.did('resident', 'application.submitted');
    if (pays) day.diary.paid();
  });
  await everySection(async (section, login) => {
    const desk = await day.desk(login);
    const { 対応するもの: open = 0 } = await desk.counts();
    expect(open - (waiting.get(section) ?? 0), section).toBe(day.homesOf(section).length);
    await desk.look('list');
  });
  const after = await published(day.url);
  expect(after.total.received - before.total.received).toBe(PEOPLE.length);
  const grown = after.by_language.filter(
    ({ language, received: now }) =>
      now > (before.by_language.find((group) => group.language === language)?.received ?? 0),
  );
  expect(grown.length).toBe(new Set(PEOPLE.map(({ locale }) => locale)).size);
  expect(received(after.by_procedure) - received(before.by_procedure)).toBe(PEOPLE.length);
}

describe('a day in the office', () => {
  it('brings 30 applications, which the lists and the figures count', morning, LIMIT_MS);

  it.concurrent('is full of work for こども課', () => childSection(day), LIMIT_MS);
  it.concurrent('is full of work for 介護保険課', () => careSection(day), LIMIT_MS);
  it.concurrent('is full of work for 市民課', () => residentsSection(day), LIMIT_MS);
  it.concurrent('is full of work for 環境課', () => environmentSection(day), LIMIT_MS);

  it(
    'leaves every case where it was to stand, and hands over what people entered',
    async () => {
      await everySection(async (section, login) => {
        await findAll(day, section, login);
        if (day.isHandedOver(section)) await handOver(day, section, login);
      });
    },
    LIMIT_MS,
  );

  it('ends the session of somebody who leaves', () => leave(day), LIMIT_MS);

  it(
    'stands in the log act by act, and the log is whole',
    async () => {
      const entries = await takeLog(day);
      expect(countEntries(entries, lastNight)).toEqual(day.diary.list());
      expect(await verifyLog(server.dataDir)).toMatch(/^The audit log is whole: \d+ entries/);
    },
    LIMIT_MS,
  );
});
