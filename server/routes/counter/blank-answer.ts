import type { Resources } from '../../domain/bookings/resources.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { optionTexts } from '../apply/option-texts.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { BLANK_WORDS } from './blank-words.ts';

/** What is printed in an empty box, and how high it is at least, in millimetres. */
export interface BlankBox {
  readonly text: string;
  readonly height: number;
}

const LINE = 10;
/** More choices than these are written, not ticked. */
const MOST_TICKS = 14;
const SPACE = '　';

const boxes = (count: number) => '□'.repeat(count);
const dateLine = (end: string) =>
  `令和・平成・昭和・大正・西暦${SPACE.repeat(4)}年${SPACE.repeat(3)}月${end}`;

function bankBox(field: Field, words: Words): BlankBox {
  const label = (part: string) => words.plain(`fields:bank_account.${part}`);
  const registered = field.settings['registered'] === true ? [`□ ${label('use.registered')}`] : [];
  const kinds = ['ordinary', 'current'].map((kind) => `□ ${label(`kind.${kind}`)}`);
  const lines = [
    ...registered,
    `${label('bank_name')}：`,
    `${label('branch_name')}：`,
    `${label('kind')}：${kinds.join(SPACE)}`,
    `${label('number')}：${boxes(7)}`,
    `${label('holder_kana')}：`,
  ];
  return { text: lines.join('\n'), height: 8 * lines.length };
}

function nameBox(field: Field, words: Words): BlankBox {
  const parts = (suffix: string) =>
    `${words.plain(`fields:name.family${suffix}`)}：${SPACE.repeat(10)}${words.plain(`fields:name.given${suffix}`)}：`;
  const kana = field.settings['kana'] === 'none' ? [] : [`${parts('_kana')}\n`];
  return { text: [...kana, parts('')].join('\n'), height: kana.length > 0 ? 20 : 12 };
}

function digitBoxes(field: Field): BlankBox {
  const fixed = { individual_number: 12, corporate_number: 13, insured_number: 10 } as const;
  const own = Number(field.settings['length'] ?? field.settings['max'] ?? 0);
  const count = fixed[field.type as keyof typeof fixed] ?? own;
  return { text: count > 0 && count <= 20 ? boxes(count) : '', height: LINE };
}

type Draw = (field: Field, words: Words, procedure: Procedure) => BlankBox;

const line =
  (text: string, height = LINE): Draw =>
  () => ({ text, height });

/** By field type; the others are a line to write on. */
const DRAW: Readonly<Record<string, Draw>> = {
  name: nameBox,
  bank_account: bankBox,
  address: line(`〒${SPACE.repeat(3)}−${SPACE.repeat(4)}`, 22),
  phone: line(`${SPACE.repeat(5)}−${SPACE.repeat(5)}−`),
  date: (field) => ({
    text: dateLine(field.settings['precision'] === 'month' ? '' : `${SPACE.repeat(3)}日`),
    height: LINE,
  }),
  yen: line(`${SPACE.repeat(10)}円`),
  number: (field, words) => {
    const { unit } = field.settings;
    const name = typeof unit === 'string' ? words.plain(`vocabulary:${unit}`) : '';
    return { text: `${SPACE.repeat(6)}${name}`, height: LINE };
  },
  long_text: line('', 34),
  insured_number: digitBoxes,
  corporate_number: digitBoxes,
  individual_number: digitBoxes,
  digits: digitBoxes,
  consent: (field, words, procedure) => {
    const statement = procedurePlain(procedure, words, `${field.textKey}.statement`);
    const tick = `□ ${words.plain('fields:agree')}`;
    return { text: statement === '' ? tick : `${statement}\n${tick}`, height: LINE };
  },
  item_picker: () => ({
    text: [1, 2, 3, 4].map((n) => `${n}.${SPACE.repeat(16)}${BLANK_WORDS.quantity}：`).join('\n\n'),
    height: 40,
  }),
  slot_picker: () => ({
    text: [1, 2]
      .map(
        (number) =>
          `${BLANK_WORDS.wish(number)}：${SPACE.repeat(3)}月${SPACE.repeat(3)}日${SPACE.repeat(3)}時`,
      )
      .join('\n\n'),
    height: 20,
  }),
};

/** The empty box of a question, in Japanese. */
export function blankBox(
  procedure: Procedure,
  words: Words,
  field: Field,
  resources: Resources,
): BlankBox {
  const options = optionTexts(procedure, words, field, resources);
  if (options.length > 0 && options.length <= MOST_TICKS) {
    const ticks = options.map(({ text }) => `□ ${textOf(text)}`);
    const isShort = ticks.join('').length <= 26;
    return { text: ticks.join(isShort ? SPACE.repeat(2) : '\n'), height: LINE };
  }
  return (DRAW[field.type] ?? line(''))(field, words, procedure);
}

/** The choices once more in the resident's language; '' where nothing is ticked. */
export function choicesIn(procedure: Procedure, words: Words, field: Field): string {
  const options = optionTexts(procedure, words, field);
  if (options.length === 0 || options.length > MOST_TICKS) return '';
  return options.map(({ text }) => textOf(text)).join(' / ');
}
