import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../../server/domain/procedures/locale.ts';
import type { Library } from '../../../server/domain/procedures/procedure.ts';
import { loadWords } from '../../../server/http/words.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { loadTownFolder } from '../../../server/load-town-folder.ts';
import { blankForm } from '../../../server/routes/counter/blank-form.ts';
import type { Services } from '../../../server/services.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { ROOT } from '../../support/source-tree.ts';

let services: Services;
let library: Library;
beforeAll(async () => {
  const locales = join(ROOT, 'locales');
  const town = await loadTownFolder(join(ROOT, 'procedures'), locales, '2026-11-21');
  library = town.library;
  const words = loadWords(locales, LOCALES, (lang, key) => {
    throw new Error(`no text ${key} in ${lang}`);
  });
  const clock = fixedClock('2026-11-21T12:00:00+09:00');
  services = { library, resources: town.resources, words, clock } as unknown as Services;
});

const rowsOf = (id: string, locale = 'ja') =>
  blankForm(services, procedureOf(library, id), locale).sections.flatMap(({ rows }) => rows);
const row = (id: string, label: string, locale = 'ja') =>
  rowsOf(id, locale).find((one) => one.label.startsWith(label));

describe('a blank paper', () => {
  it('has a box for every question of every procedure, in every language', () => {
    for (const procedure of library.procedures.values()) {
      const phased = procedure.phases.flatMap(({ pages }) => pages);
      const own = [...procedure.pages, ...phased].flatMap(({ fields }) => fields);
      const { sections } = blankForm(services, procedure, 'vi');
      const questions = sections.flatMap(({ rows }) => rows);
      const always = own.filter(({ when, rows }) => !when && !rows);
      expect(questions.length, procedure.id).toBeGreaterThanOrEqual(always.length);
      const all = JSON.stringify(sections);
      expect(all, procedure.id).not.toMatch(/<|\{[^{}"|]+\||undefined/);
      expect(questions.every(({ value, height }) => value !== '' || (height ?? 0) >= 9)).toBe(true);
    }
  });

  it('says of whom something is asked', () => {
    const address = row('dog-registration', '犬を飼う場所の住所');
    expect(address?.label).toContain('（「犬を飼う場所」が「見本市のほかの場所」の方だけ）');
    expect(address?.value).toMatch(/^〒/);
    const spouse = row('child-allowance', '配偶者の氏名');
    expect(spouse?.label).toContain('「配偶者はいますか」が「いる」の方だけ');
    // Named conditions, choices of several, and rows are said in words, too.
    expect(row('dog-registration', '前に登録した市区町村')?.label).toContain('「登録の種類」が');
    expect(row('childcare-certification', '就労証明書')?.label).toMatch(
      /（「あなたの理由」が「働いている[^（]*」の方だけ、または、「もう1人の保護者の理由」が/,
    );
  });

  it('has what is handed in later, after the town has approved, and says so', () => {
    const withPhases = [...library.procedures.values()].filter(({ phases }) => phases.length > 0);
    expect(withPhases.length).toBeGreaterThan(0);
    for (const procedure of withPhases) {
      const { sections } = blankForm(services, procedure, 'en');
      const later = sections.filter(({ title }) => title.startsWith('あとで出す届け出「'));
      expect(later.length, procedure.id).toBeGreaterThanOrEqual(1);
      expect(sections.at(-1)?.title).toBe('市役所が書くところ');
    }
  });

  it('leaves out what nobody is asked today', () => {
    const answers = rowsOf('child-allowance').map(({ label }) => label);
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.some((label) => label.includes('個人番号'))).toBe(false);
  });

  it('stays the office’s form in Japanese, with the other language small beside it', () => {
    const kind = row('dog-registration', '登録の種類', 'en');
    expect(kind?.value).toMatch(/^□ 初めて登録する\n/);
    expect(kind?.labelSmall).toBe('Kind of registration');
    expect(kind?.valueSmall).toContain(' / ');
    expect(row('dog-registration', '登録の種類')).not.toHaveProperty('labelSmall');
    const form = blankForm(services, procedureOf(library, 'dog-registration'), 'en');
    expect(form.title).toBe('犬の登録の申請');
    expect(form.formNote).toContain('the line is down');
    expect(form.sections.at(-1)?.title).toBe('市役所が書くところ');
  });

  it('repeats what may be several, and says how many more there may be', () => {
    const { sections } = blankForm(services, procedureOf(library, 'dog-registration'), 'ja');
    const dogs = sections
      .map(({ title }) => title)
      .filter((title) => title.startsWith('登録する犬'));
    expect(dogs).toHaveLength(2);
    expect(dogs[1]).toMatch(/2つ目\n5つまで書けます/);
  });
});
