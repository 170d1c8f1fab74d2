import { describe, expect, it } from 'vitest';
import {
  compileProcedure,
  versionOf,
} from '../../../server/domain/procedures/compile-procedure.ts';
import {
  compile,
  compileGood,
  DOGS,
  HEAD_LINES,
  sampleTown,
  sourcesOfGood,
} from './sample-town.ts';

const PAGE = `pages:
  - id: one
    title: 最初
    fields:
      who: { type: choice, label: だれ, options: { self: 本人, family: 家族 } }
      chip: { type: yes_no, label: チップ }
  - id: two
    title: 次
    fields:
      note: { type: text, label: メモ, required: false }
`;

/** [what is wrong, definition, code, line after the head, what the message or mend names] */
const FAULTS: readonly (readonly [string, string, string, number, string])[] = [
  ['an unknown key', `${PAGE}conditons: {}\n`, 'unknown_key', 11, 'conditions'],
  [
    'an unknown key of a field',
    PAGE.replace('label: メモ', 'labl: メモ'),
    'unknown_key',
    10,
    'label',
  ],
  [
    'a wrong value',
    PAGE.replace('required: false', 'required: 多分'),
    'wrong_value',
    10,
    'true か false',
  ],
  [
    'a refund that no day gets',
    `withdraw: { refund: [{ days_before: 7, percent: 100 }, { days_before: 6, border: exclusive, percent: 50 }] }\n${PAGE}`,
    'wrong_refund',
    1,
    '6日前',
  ],
  [
    'more back for who withdraws later',
    `withdraw: { refund: [{ days_before: 7, percent: 50 }, { days_before: 3, percent: 60 }] }\n${PAGE}`,
    'wrong_refund',
    1,
    '60%',
  ],
  ['an unknown type', PAGE.replace('type: text', 'type: txt'), 'unknown_type', 10, 'text'],
  ['a name that is not there', `conditions: { a: chp }\n${PAGE}`, 'unknown_name', 1, 'chip'],
  ['CEL that does not type', `conditions: { a: 'who == 1' }\n${PAGE}`, 'cel_type', 1, 'who == 1'],
  ['a result of the wrong type', `conditions: { a: who }\n${PAGE}`, 'cel_type', 1, 'bool'],
  ['CEL that cannot be read', `conditions: { a: 'who ==' }\n${PAGE}`, 'cel_syntax', 1, 'who =='],
  [
    'an amount that is not there',
    `calculations: { a: amounts.dog_tags }\n${PAGE}`,
    'unknown_name',
    1,
    'dog_tag',
  ],
  [
    'a flag that is not there',
    `conditions: { a: town.microchip }\n${PAGE}`,
    'unknown_name',
    1,
    'microchip_special',
  ],
  [
    'an option that is not there',
    `conditions: { a: who == "famly" }\n${PAGE}`,
    'unknown_option',
    1,
    'family',
  ],
  [
    'an option not in a list',
    `conditions: { a: 'who in ["self", "famly"]' }\n${PAGE}`,
    'unknown_option',
    1,
    'family',
  ],
  [
    'a look ahead',
    PAGE.replace('title: 最初', 'title: 最初\n    when: note == "x"'),
    'forward_reference',
    4,
    'note',
  ],
  [
    'a look ahead in the page',
    PAGE.replace('label: だれ', 'label: だれ, when: chip'),
    'forward_reference',
    5,
    'chip',
  ],
  [
    'a look ahead through a condition',
    `conditions: { later: note == "x" }\n${PAGE.replace('title: 最初', 'title: 最初\n    when: later')}`,
    'forward_reference',
    5,
    'later',
  ],
  ['conditions in a circle', `conditions: { a: b, b: a }\n${PAGE}`, 'cycle', 1, 'a → b → a'],
  ['two pages with one id', PAGE.replace('id: two', 'id: one'), 'duplicate_id', 7, 'one'],
  ['two fields with one id', PAGE.replace('note:', 'who:'), 'duplicate_id', 10, 'who'],
  [
    'a condition named like a field',
    `conditions: { who: chip }\n${PAGE}`,
    'duplicate_id',
    1,
    'who',
  ],
  ['the same key twice', PAGE.replace('      chip:', '      who:'), 'duplicate_id', 6, '名前'],
  ['a reserved page', PAGE.replace('id: two', 'id: check'), 'reserved_id', 7, 'check'],
  ['a reserved word', PAGE.replace('note:', 'in:'), 'reserved_id', 10, 'in'],
  [
    'a page that is never shown',
    PAGE.replace('title: 次', 'title: 次\n    when: 1 == 2'),
    'unreachable_page',
    9,
    'two',
  ],
  [
    'a page behind an end that always comes',
    `conditions: { always: true }\n${PAGE.replace('  - id: two', '    end_if: { always: 終わり }\n  - id: two')}`,
    'unreachable_page',
    9,
    'one',
  ],
  [
    'an end without its condition',
    PAGE.replace('  - id: two', '    end_if: { gone: 終わり }\n  - id: two'),
    'unknown_name',
    7,
    'gone',
  ],
  [
    'an expression that YAML takes for a tag',
    PAGE.replace('title: 次', 'title: 次\n    when: !chip'),
    'yaml',
    9,
    '引用符',
  ],
  ['broken YAML', PAGE.replace('title: 次', 'title: [次'), 'yaml', 9, '閉じていない'],
  ['a missing key', PAGE.replace('    title: 次\n', ''), 'missing_key', 7, 'title'],
  ['a section that is not there', PAGE, 'unknown_name', -5, 'environment'],
  ['a field without any label', PAGE.replace('label: メモ, ', ''), 'missing_text', 10, 'note'],
  [
    'a catalogue that is not there',
    PAGE.replace('type: text', 'type: item_picker, catalogue: bulky'),
    'unknown_name',
    10,
    'bulky_items',
  ],
  [
    'a group of resources that is not there',
    PAGE.replace('options: { self: 本人, family: 家族 }', 'options_from: resources.hall'),
    'unknown_resource',
    5,
    'hall',
  ],
  [
    'a choice without options',
    PAGE.replace(', options: { self: 本人, family: 家族 }', ''),
    'missing_key',
    5,
    'options',
  ],
  [
    'a fee for rows that are not there',
    `${PAGE}fee: { when: with_application, lines: [{ item: a, each: dogs, label: あ, yen: 1 }] }\n`,
    'unknown_name',
    11,
    'dogs',
  ],
  [
    'a fee without a price',
    `${PAGE}fee: { when: with_application, lines: [{ item: a, label: あ }] }\n`,
    'missing_key',
    11,
    'yen',
  ],
  [
    'a deadline after nothing',
    `${PAGE}deadline: { days: 3, after: born, text: 早く }\n`,
    'unknown_name',
    11,
    'born',
  ],
  [
    'an example that does not hold',
    `${PAGE}examples:\n  alone:\n    answers: { who: self }\n    expect: { pages: [one] }\n`,
    'example_failed',
    14,
    '["one","two"]',
  ],
  [
    'an example with an unknown answer',
    `${PAGE}examples: { a: { answers: { whom: self }, expect: {} } }\n`,
    'unknown_name',
    11,
    'who',
  ],
];

describe('compileProcedure', () => {
  it('compiles the sample without findings', () => {
    expect(compile(DOGS).findings).toEqual([]);
    expect(compile(PAGE).findings).toEqual([]);
  });

  it.each(FAULTS)('tells %s with its line and a mend', (fault, body, code, line, named) => {
    const town = sampleTown();
    const other = fault === 'a section that is not there';
    const { procedure, findings } = compile(
      body,
      other
        ? {
            ...town,
            municipality: {
              ...town.municipality,
              sections: { environments: town.municipality.sections['environment']! },
            },
          }
        : town,
    );
    expect(procedure).toBeUndefined();
    const found = findings.find((finding) => finding.code === code);
    expect(found, JSON.stringify(findings)).toMatchObject({
      level: 'error',
      file: 'sample/definition.yaml',
    });
    expect(found!.line - HEAD_LINES).toBe(line);
    expect(found!.message + found!.mend).toContain(named);
    expect(found!.mend).not.toBe('');
  });

  it('wants the id to be the folder’s name, so that no two procedures share one', () => {
    const { findings } = compileProcedure(sourcesOfGood(PAGE), sampleTown(), 'other-folder');
    expect(findings.map(({ code }) => code)).toEqual(['wrong_id']);
  });

  it('never throws, whatever the file says', () => {
    for (const text of [
      '',
      '[]',
      'a: 1',
      '- x',
      'pages: 3',
      '\u0000',
      'id: &a [*a]',
      '__proto__: { id: x }',
    ]) {
      expect(
        compileProcedure({ 'definition.yaml': text }, sampleTown(), 'x').procedure,
      ).toBeUndefined();
    }
  });

  it('names a version by the content of its files', () => {
    const one = compileGood(PAGE);
    expect(compileGood(PAGE).version).toBe(one.version);
    expect(compileGood(PAGE.replace('最初', '初め')).version).not.toBe(one.version);
    const sources = sourcesOfGood(PAGE);
    expect(versionOf(sources)).toBe(one.version);
    const again = compileProcedure(sources, sampleTown());
    expect(again.procedure?.version).toBe(one.version);
  });

  it('takes a person apart into fields with facts', () => {
    const { fields } = compileGood(DOGS);
    expect(fields.get('applicant_name')).toMatchObject({ type: 'name', fact: 'applicant.name' });
    expect(fields.get('dogs.name')).toMatchObject({ repeat: 'dogs', textKey: 'fields.dogs.name' });
  });
});
