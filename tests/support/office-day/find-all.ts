import { expect } from 'vitest';
import type { Day } from './day.ts';
import type { Home } from './home.ts';

/** How the list says where a case stands. */
const SITUATIONS: Readonly<Record<string, string>> = {
  received: '新しい申請',
  in_review: '確認中',
  returned: '差し戻し中',
  approved: '承認済み',
  granted: '認めた',
  refused: '認めなかった',
  completed: '完了',
  withdrawn: '取り下げ',
};

/** By turns by the name, its reading and the end of the telephone number. */
function wordsFor({ person, answers }: Home, turn: number): string {
  const [family, given, familyKana, givenKana] = person.name;
  const phone = String(answers['applicant_phone'] ?? answers['insured_phone']);
  const ways = [`${family} ${given}`, `${familyKana} ${givenKana}`, phone];
  return ways[turn % ways.length] ?? '';
}

/** Each case of a section is found, and stands where it was to stand. */
export async function findAll(day: Day, section: string, login: string): Promise<void> {
  const desk = await day.desk(login);
  await desk.to('/office/cases');
  for (const [turn, home] of day.homesOf(section).entries()) {
    await desk.search(wordsFor(home, turn));
    const row = desk.page.locator('#rows tr', { hasText: home.number });
    const found = (await row.count()) === 1 ? await row.innerText() : await desk.main();
    expect(found, home.person.key).toContain(SITUATIONS[home.person.evening]);
    expect(found).toContain(home.person.name[0]);
  }
  await desk.look('search', ['髙𠮷 花子']);
}
