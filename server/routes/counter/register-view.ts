import type { CounterTask } from '../../domain/counter/sitting.ts';
import { maskedAddress, shownKana } from '../../domain/register/masked-person.ts';
import {
  type SearchProblems,
  searchPurposes,
  type TypedSearch,
} from '../../domain/register/read-search.ts';
import { isOldExtract } from '../../domain/register/register-age.ts';
import type { RegisterRow } from '../../domain/register/register-row.ts';
import type { RegisterImport } from '../../domain/register/register-store.ts';
import { MOST_SHOWN, type SearchOutcome } from '../../domain/register/search-register.ts';
import type { PageModel } from '../../http/page-context.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';

const ERRORS: Readonly<Record<keyof SearchProblems, { text: string; href: string }>> = {
  name: { text: '氏か名のフリガナを入力してください。例：ミホン', href: '#family' },
  birth: {
    text: '生年月日を入力してください。例：昭和25年4月1日、S25.4.1、1950/4/1',
    href: '#birth',
  },
  purpose: { text: '何の手続きのために探すかを選んでください。', href: '#purpose' },
};

const ANSWERS: Readonly<Record<Exclude<SearchOutcome['result'], 'found'>, string>> = {
  nobody:
    '見つかりません。フリガナと生年月日を、お客様に確かめてください。見つからないときは、お客様に聞いて入力します。',
  too_many: `${MOST_SHOWN}人より多くの人が見つかりました。氏と名の両方を、全部入力してください。`,
  limited: '探した回数が多いため、しばらく探せません。お客様に聞いて入力してください。',
  no_extract: 'まだ住民情報がありません。お客様に聞いて入力してください。',
};

const GONE =
  'この住民情報は、もう使えません。新しい住民情報に入れ替わったか、時間がたちました。もう一度探してください。';

export interface RegisterScene {
  readonly tasks: readonly CounterTask[];
  readonly extract: RegisterImport | undefined;
  readonly typed?: TypedSearch;
  readonly problems?: SearchProblems;
  readonly outcome?: SearchOutcome;
  /** The row that was chosen is not to be had any more. */
  readonly isGone?: boolean;
  token(row: RegisterRow): string;
}

function purposes({ library, words }: Services, { tasks, typed }: RegisterScene) {
  return searchPurposes(tasks).map((id) => {
    const procedure = library.procedures.get(id);
    const title = procedure ? procedurePlain(procedure, words('ja'), 'title') : id;
    return { id, title, checked: typed?.purpose === id };
  });
}

function extractView({ library, clock }: Services, extract: RegisterImport | undefined) {
  if (extract === undefined) return undefined;
  const { extractedOn } = extract;
  const maxDays = library.municipality.counter?.register_max_age_days;
  return {
    day: formatJstDate(extractedOn, 'ja'),
    isOld: isOldExtract(extractedOn, todayInTokyo(clock.now()), maxDays),
  };
}

function rowView({ token }: RegisterScene, row: RegisterRow) {
  const { person } = row;
  return {
    kana: shownKana(person),
    birth: formatJstDate(person.birth, 'ja'),
    address: maskedAddress(person.address),
    isForeign: person.kind === 'foreign',
    token: token(row),
  };
}

/** Looking somebody up for the open sitting. */
export function registerView(services: Services, scene: RegisterScene): PageModel {
  const { typed, problems = {}, outcome, isGone = false } = scene;
  const wrong = Object.keys(problems) as (keyof SearchProblems)[];
  const answer = outcome && outcome.result !== 'found' ? ANSWERS[outcome.result] : undefined;
  return {
    title: '住民情報を探す',
    styles: ['counter-register.css'],
    hasErrors: wrong.length > 0,
    errors: Object.fromEntries(wrong.map((key) => [key, ERRORS[key].text])),
    errorList: wrong.map((key) => ERRORS[key]),
    extract: extractView(services, scene.extract),
    purposes: purposes(services, scene),
    typed: typed ?? { family: '', given: '', birth: '', purpose: '' },
    answer: isGone ? GONE : answer,
    rows: outcome?.result === 'found' ? outcome.rows.map((row) => rowView(scene, row)) : [],
  };
}
