import type { Page } from 'playwright-core';
import type { Library } from '../../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { fullExample, HANAKO, madeUpAnswers } from '../made-up-answers.ts';
import { pay } from '../payment-steps.ts';
import { openPrepared } from '../prepared-form.ts';
import { readReceipt } from '../receipt.ts';
import { procedureOf } from '../sample-town.ts';
import { go, placeOf } from '../walk.ts';
import { Home } from './home.ts';
import type { Person } from './people.ts';

function answersOf(library: Library, { procedure: id, name, answers }: Person, index: number) {
  const [family, given, family_kana, given_kana] = name;
  const own = { family, given, family_kana, given_kana };
  const procedure = procedureOf(library, id);
  const made = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()), {
    ...HANAKO,
    name: own,
    phone: `090-0000-${String(index + 1).padStart(4, '0')}`,
  });
  return { procedure, answers: { ...made, applicant_name: own, ...answers } };
}

/** Somebody fills in the form on that phone, pays where it is asked, and writes down number and code. */
export async function applyFromHome(
  { url, library }: { readonly url: string; readonly library: Library },
  phone: Page,
  person: Person,
  index: number,
) {
  await phone.context().clearCookies();
  const { procedure, answers } = answersOf(library, person, index);
  const walk = { page: phone, url, locale: person.locale, procedure, answers, atOnce: true };
  await openPrepared(walk);
  await go(phone, phone.locator('#form button[value="submit"]'));
  const pays = placeOf(phone.url()).name === 'pay';
  if (pays) await pay(phone, 'card');
  return { home: new Home(url, person, answers, await readReceipt(phone)), pays };
}
