import { expect, it } from 'vitest';
import { loadTown } from '../../../server/domain/procedures/load-town.ts';
import { unitWord } from '../../../server/domain/settings/amount-units.ts';
import { copyTown } from '../../support/town-copy.ts';

it('refuses a unit that it does not know, with the line and the ones that it knows', () => {
  const copy = copyTown();
  try {
    const today = '2026-11-21';
    expect(loadTown({ folder: copy.folder, today }).findings).toEqual([]);
    copy.edit('amounts.yaml', (text) => text.replace('  unit: yen\n', '  unit: en\n'));
    expect(loadTown({ folder: copy.folder, today }).findings).toEqual([
      {
        level: 'error',
        file: 'amounts.yaml',
        line: 7,
        code: 'unknown_unit',
        message: '「児童手当（3歳未満）」の単位（unit）の「en」は使えません。',
        mend: '使えるのは yen（円）、years（歳）、days（日）、months（か月）、percent（%）、pieces（点）、hours（時間） です。',
      },
    ]);
  } finally {
    copy.remove();
  }
});

it('writes units behind their numbers; "constructor" is none', () => {
  expect([unitWord('months'), unitWord('constructor')]).toEqual(['か月', 'constructor']);
});
