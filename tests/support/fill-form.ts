import type { Locator, Page } from 'playwright-core';
import type { RawInput } from '../../server/domain/fields/answers.ts';
import { type Control, fillAtOnce, listControls } from './in-page.mjs';

/** Rounds of filling: an answer may show a question, whose answer shows the next. */
const MOST_ROUNDS = 6;

function wished(wishes: RawInput, name: string): readonly string[] | undefined {
  const wish = wishes[name];
  return wish === undefined || typeof wish === 'string' ? wish?.split('\u0000') : wish;
}

async function openList(input: Locator): Promise<void> {
  const list = input.locator('xpath=ancestor::details[not(@open)][1]/summary');
  if ((await list.count()) > 0) await list.click();
}

/** @returns whether something had to be done */
async function fillOne(form: Locator, control: Control, wishes: RawInput): Promise<boolean> {
  const wish = wished(wishes, control.name);
  if (wish === undefined) return false;
  const name = `[name="${control.name}"]`;
  if (control.kind === 'radio' || control.kind === 'checkbox') {
    if (control.checked === wish.includes(control.value)) return false;
    const box = form.locator(`${name}[value="${control.value}"]`);
    if (control.kind === 'radio' && !wish.includes(control.value)) return false;
    await box.click();
    return true;
  }
  if (control.value === wish[0]) return false;
  const input = form.locator(name);
  if (control.inClosedList) await openList(input);
  if (control.kind === 'select') await input.selectOption(wish[0] ?? '');
  else await input.fill(wish[0] ?? '');
  return true;
}

/** Fills in what is wished for, as far as the page shows it: hidden questions are left alone. */
export async function fillForm(page: Page, wishes: RawInput): Promise<void> {
  const form = page.locator('#form');
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let changed = false;
    for (const control of await form.evaluate(listControls)) {
      changed = (await fillOne(form, control, wishes)) || changed;
    }
    if (!changed) return;
  }
}

/** The same without the hand that types: one stroke for each round of questions that show others. */
export async function fillFormAtOnce(page: Page, wishes: RawInput): Promise<void> {
  const all = Object.keys(wishes).map((name) => [name, wished(wishes, name) ?? []] as const);
  const form = page.locator('#form');
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (!(await form.evaluate(fillAtOnce, Object.fromEntries(all)))) return;
  }
}

/** Days and months are links: what is counted next is counted on the next page. */
async function follow(page: Page, link: Locator): Promise<void> {
  const there = page.waitForEvent('domcontentloaded');
  await link.click();
  await there;
}

/** Picks the first free day of the calendar (from `skip` free days on), then its first free time. */
export async function pickSlot(page: Page, skip = 0): Promise<void> {
  const times = page.locator('input[name$=".slots"]');
  for (let month = 0; month < 3 && (await times.count()) === 0; month += 1) {
    const days = page.locator('.calendar__day--open a, .calendar__day--few a');
    const isHere = (await days.count()) > skip;
    await follow(page, isHere ? days.nth(skip) : page.locator('a.calendar__move').last());
  }
  if (!(await times.first().isChecked())) await times.first().click();
}
