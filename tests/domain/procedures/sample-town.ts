import {
  type Compilation,
  compileProcedure,
} from '../../../server/domain/procedures/compile-procedure.ts';
import { townAddresses } from '../../../server/domain/procedures/load-town.ts';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import type { DefinitionSources, Procedure } from '../../../server/domain/procedures/procedure.ts';
import type { Town } from '../../../server/domain/procedures/town.ts';

export const TODAY = '2026-11-21';

const both = { ja: '見本市' };
const area = (name: string) => [{ from: '', area: name }];

/** A small town for definitions in tests: Japanese only, unless languages are given. */
export function sampleTown(languages: readonly Locale[] = ['ja']): Town {
  const words = {
    name: '氏名',
    birth: '生年月日',
    gender: '性別',
    address: '住所',
    phone: '電話番号',
    email: 'メール',
    'gender.1': '男性',
    people: '人',
    yes: 'はい',
    no: 'いいえ',
  };
  return {
    revenueItems: new Map(),
    municipality: {
      code: '990019',
      languages,
      name: both,
      address: both,
      phone: '00-0000-0000',
      hours: both,
      sections: { environment: { name: both, phone: '00-0000-0000', place: both } },
      flags: { microchip_special: true },
      notices: [],
    },
    amounts: [
      {
        name: 'dog_registration',
        values: [
          { from: '2000-04-01', value: 2500 },
          { from: '2024-04-01', value: 3000 },
          { from: '2027-04-01', value: 3500 },
        ],
      },
      { name: 'dog_tag', values: [{ from: '2000-04-01', value: 550 }] },
      { name: 'not_yet', values: [{ from: '2030-04-01', value: 1 }] },
    ],
    addresses: townAddresses(
      [
        {
          postcode: '9990001',
          town: '中央町',
          kana: 'チュウオウチョウ',
          wasteAreas: area('north'),
        },
        { postcode: '9990002', town: '本町', kana: 'ホンマチ', wasteAreas: area('south') },
        { postcode: '9990002', town: '西町', kana: 'ニシマチ', wasteAreas: area('west') },
      ],
      '見本県',
      '見本市',
    ),
    vocabulary: new Map(languages.map((locale) => [locale, words])),
    catalogues: new Set(['bulky_items']),
    resources: {
      inGroup: (group) =>
        group === 'halls'
          ? [
              { id: 'hall-a', name: { ja: '大ホール' } },
              { id: 'hall-b', name: { ja: '小ホール' } },
            ]
          : [],
    },
    today: TODAY,
  };
}

const HEAD = `id: sample
title: 見本の手続
basis: 見本条例第1条
section: environment
counts_as: [sample]
category: other
identity: L0
evidence: seen
minutes: 5
`;

/** Lines of the head: what `body` says begins on the next one. */
export const HEAD_LINES = HEAD.split('\n').length - 1;

export function compile(body: string, town: Town = sampleTown()): Compilation {
  return compileProcedure({ 'definition.yaml': HEAD + body }, town, 'sample');
}

/** @throws with the findings when the definition is wrong */
export function compileGood(body: string, town: Town = sampleTown()): Procedure {
  const { procedure, findings } = compile(body, town);
  if (!procedure) throw new Error(JSON.stringify(findings, null, 1));
  return procedure;
}

/** The files of a definition that compiles, as its version is made of them. */
export function sourcesOfGood(body: string): DefinitionSources {
  const { sources, findings } = compile(body, sampleTown());
  if (!sources) throw new Error(JSON.stringify(findings, null, 1));
  return sources;
}

/** The dog of the design's taste, with a condition across pages, in a page and in rows. */
export const DOGS = `conditions:
  chip_counts_as_tag: chip && town.microchip_special && from_town
calculations:
  vaccinated_dogs: dogs.filter(d, d.vaccinated).size()
  total: 'sum(dogs.map(d, d.vaccinated ? amounts.dog_tag : 0)) + size(dogs) * amounts.dog_registration'
pages:
  - id: chip
    title: マイクロチップについて
    fields:
      acquired_on: { type: date, label: 飼い始めた日, not_future: true }
      chip: { type: yes_no, label: マイクロチップを登録しましたか }
      chip_number: { type: text, label: 番号, pattern: digits, max: 15, when: chip }
      from_town: { type: yes_no, label: 市内で飼いますか, required: false }
    end_if: { chip_counts_as_tag: 届出は要りません。 }
  - id: owner
    title: 飼い主
    fields:
      applicant: { type: person, parts: [name, address, phone] }
      who: { type: choice, label: 立場, options: { owner: 飼い主, family: { text: 家族, when: '!chip' } } }
  - id: agent
    title: 代わりの人
    when: who == "family"
    fields:
      agent_name: { type: text, label: 名前 }
  - id: dogs
    title: 犬
    repeat: { of: dogs, min: 1, max: 3, summary: "{name}" }
    fields:
      name: { type: text, label: 名前, max: 30 }
      vaccinated: { type: yes_no, label: 注射 }
      certificate: { type: text, label: 注射済証の番号, when: row.vaccinated }
    checks:
      lucky: { fails_when: row.name == "ネコ", field: name, text: 犬の名前を書いてください。 }
      all_vaccinated: { fails_when: "size(dogs) == 3 && vaccinated_dogs == 0", field: name, text: 1頭は注射が要ります。 }
attachments:
  letter: { label: 委任状, when: who == "family", may_follow: true }
estimate:
  title: 見込み
  lines:
    dog: { each: dogs, label: "{name}", yen: "row.index == 0 ? 100 : 50" }
fee:
  when: with_application
  exempt_when: who == "family"
  lines:
    - { item: registration, each: dogs, label: 登録, yen: amounts.dog_registration }
    - { item: tag, each: dogs, label: 済票, when: row.vaccinated, yen: amounts.dog_tag }
`;

export const OWNER = {
  applicant_name: { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' },
  applicant_address: {
    postcode: '9990001',
    prefecture: '見本県',
    city: '見本市',
    town: '中央町',
    street: '1番1号',
    building: '',
  },
  applicant_phone: '090-1234-5678',
  who: 'owner',
};

export const CHIP = { acquired_on: '2026-11-01', chip: false };
