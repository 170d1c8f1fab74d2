import type { Page } from 'playwright-core';
import type { Library } from '../../../server/domain/procedures/procedure.ts';
import { phone } from '../browser.ts';
import { Desk } from './desk.ts';
import { Diary } from './diary.ts';
import type { Home } from './home.ts';

/** What the people of this day share: the town, its diary, and who applied. */
export class Day {
  readonly url: string;
  readonly library: Library;
  readonly diary = new Diary();
  readonly homes = new Map<string, Home>();
  readonly #desks = new Map<string, Desk>();

  constructor(url: string, library: Library) {
    this.url = url;
    this.library = library;
  }

  home(key: string): Home {
    const home = this.homes.get(key);
    if (home === undefined) throw new Error(`nobody is called ${key}`);
    return home;
  }

  /** The desk of somebody, who signs in the first time. */
  async desk(login: string, javaScript = false): Promise<Desk> {
    const open = this.#desks.get(login);
    if (open) return open;
    const desk = await Desk.open(this.url, login, this.diary, javaScript);
    this.#desks.set(login, desk);
    return desk;
  }

  /** Sections whose core systems get files in the evening. */
  isHandedOver(section: string): boolean {
    return ['child', 'care', 'residents'].includes(section);
  }

  /** A phone without scripts, on which one after the other finds the cookies of nobody else. */
  async phone(): Promise<Page> {
    return (await phone({ javaScript: false, scale: 1 })).newPage();
  }

  homesOf(section: string): readonly Home[] {
    return [...this.homes.values()].filter(
      ({ person }) => this.library.procedures.get(person.procedure)?.section === section,
    );
  }
}

/** Everybody has their turn at one of these phones, as soon as one is free. */
export async function atPhones<T>(
  phones: readonly Page[],
  people: readonly T[],
  work: (phone: Page, person: T, index: number) => Promise<void>,
): Promise<void> {
  const waiting = people.entries();
  await Promise.all(
    phones.map(async (phone) => {
      for (const [index, person] of waiting) await work(phone, person, index);
    }),
  );
}
