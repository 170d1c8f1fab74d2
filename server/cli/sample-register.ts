import type { TownAddresses } from '../domain/fields/postcode.ts';
import type { Locale } from '../domain/procedures/locale.ts';
import { importRegister } from '../domain/register/import-register.ts';
import { REGISTER_COLUMNS } from '../domain/register/register-columns.ts';
import { eraDate } from '../lib/eras.ts';
import { addDays, todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';
import { madeUpName } from './made-up-people.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const PEOPLE = 200;
/** Any day will do; the same one each time. */
const SEED = 20_261_121;
/** Nobody of the sample is older than 95 or younger than a year. */
const YOUNGEST_DAYS = 365;
const RANGE_DAYS = 94 * 365;

/** Whom the handbook names: somebody to try with, and two who can't be told apart by kana and birth. */
const NAMED: readonly (readonly string[])[] = [
  ['大野　優子', 'オオノ　ユウコ', '昭和25年4月1日', '女', '中央町1番23号'],
  ['NGUYEN　THI LAN', 'グエン　ティラン', '1995年8月15日', '女', '駅前通4番5号　みほんハイツ201'],
  ['佐藤　花子', 'サトウ　ハナコ', '昭和40年1月10日', '女', '本町2番8号'],
  ['佐藤　華子', 'サトウ　ハナコ', '昭和40年1月10日', '女', '北山12番3号'],
];

const TOWNS = [
  '中央町',
  '本町',
  '駅前通',
  '大手門',
  '緑町',
  '北山',
  '清水台',
  '港',
  '潮見',
  '東野',
];
const ELSEWHERE: readonly Locale[] = ['zh-Hans', 'vi', 'pt-BR', 'fil', 'ko'];

interface Written {
  readonly cells: readonly string[];
  readonly isForeign: boolean;
}

function madeUpPerson(random: SeededRandom, today: string): Written {
  const isForeign = random.below(20) === 0;
  const { family, given, family_kana, given_kana } = madeUpName(
    random,
    isForeign ? random.pick(ELSEWHERE) : 'ja',
  );
  const birth = addDays(today, -YOUNGEST_DAYS - random.below(RANGE_DAYS));
  const address = `${random.pick(TOWNS)}${1 + random.below(30)}番${1 + random.below(20)}号`;
  const gender = random.pick(['男', '女']);
  const name = [`${family}　${given}`, `${family_kana}　${given_kana}`];
  return { cells: [...name, eraDate(birth), gender, address], isForeign };
}

/** The sample town's extract as its register system would write it: the same people each time. */
function sampleExtract(addresses: TownAddresses, today: string): string {
  const random = seededRandom(SEED);
  const people: Written[] = NAMED.map((cells, at) => ({ cells, isForeign: at === 1 }));
  while (people.length < PEOPLE) people.push(madeUpPerson(random, today));
  const lines = people.map(({ cells, isForeign }, at) => {
    const [name = '', kana = '', birth = '', gender = '', place = ''] = cells;
    const town = TOWNS.find((one) => place.startsWith(one)) ?? '';
    const postcode = addresses.findTown(town)?.postcode ?? '';
    const address = `${addresses.prefecture}${addresses.city}${place}`;
    const household = String(1000 + Math.floor(at / 2)).padStart(7, '0');
    const kind = isForeign ? '外国人' : '日本人';
    return [name, kana, birth, gender, postcode, address, household, kind].join(',');
  });
  const head = Object.values(REGISTER_COLUMNS).map(([heading]) => heading);
  return [head.join(','), ...lines].join('\r\n');
}

async function* inOnePiece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** 見本市 begins with an extract of made-up people, brought in as any other. */
export async function seedSampleRegister(services: Services): Promise<void> {
  const { config, register, clock, library } = services;
  if (config.mode !== 'sample' || register === null) return;
  try {
    if ((await register.current()) !== undefined) return;
    const at = clock.now();
    const extractedOn = todayInTokyo(at);
    const content = inOnePiece(sampleExtract(library.addresses, extractedOn));
    const file = { fileName: '見本の住民情報.csv', content, extractedOn, mapping: {}, at };
    const read = await importRegister(register, { ...file, importedBy: 'system' }, async () => {});
    if (read.result !== 'waiting') throw new Error('The sample extract could not be read.');
    await register.takeOver(read.importId, at);
  } finally {
    await register.close();
  }
}
