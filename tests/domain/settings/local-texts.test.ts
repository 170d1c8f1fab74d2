import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { missingLanguages, withTexts } from '../../../server/domain/settings/local-texts.ts';

it('takes out what was emptied, keeps what was not asked for, and names what is missing', () => {
  const text = 'name:\n  ja: 窓口\n  en: Counter # since 2020\n  ko: 창구\n  de: Schalter\n';
  const languages = ['ja', 'en', 'ko', 'vi'];
  const after = withTexts(text, ['name'], { ja: '受付', en: 'Counter', vi: 'Quầy' }, languages);
  expect(parse(after)).toEqual({
    name: { ja: '受付', en: 'Counter', de: 'Schalter', vi: 'Quầy' },
  });
  expect(after).toContain('# since 2020');
  expect(missingLanguages(parse(after).name, languages)).toEqual(['ko']);
});
