import type { ApplicationStatus } from '../../../server/domain/applications/application.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import { OWN_ANSWERS } from './own-answers.ts';

/** Somebody who applies for something on this day. */
export interface Person {
  readonly key: string;
  readonly procedure: string;
  readonly locale: Locale;
  /** Family and given name as they write them, then both in katakana. */
  readonly name: readonly [string, string, string, string];
  /** What they answer otherwise than the first example case of the procedure. */
  readonly answers: Answers;
  /** How their case stands in the evening. */
  readonly evening: ApplicationStatus;
}

/** By the procedure: a key, the language, the name in both writings, and the evening. */
const PEOPLE_BY_PROCEDURE: Readonly<Record<string, readonly string[]>> = {
  'child-allowance': [
    'jose pt-BR SILVA José シルバ ジョゼ granted',
    'hanako ja 髙𠮷 花子 タカヨシ ハナコ in_review',
    'jing zh-Hans 陈 静 チン セイ returned',
  ],
  'child-allowance-donation': [
    'lan vi NGUYỄN Lan グエン ラン completed',
    'maria fil SANTOS Maria サントス マリア received',
    'emma en BROWN Emma ブラウン エマ completed',
    'tran ja-easy TRẦN Minh チャン ミン completed',
    'minjun ko 김 민준 キム ミンジュン in_review',
    'ichiro ja 佐々木 一郎 ササキ イチロウ in_review',
    'sachiko ja 﨑山 幸子 サキヤマ サチコ received',
  ],
  'care-certification': [
    'john en SMITH John スミス ジョン refused',
    'fumi ja 渡邉 フミ ワタナベ フミ granted',
    'ana ja-easy PEREIRA Ana ペレイラ アナ granted',
    'wei zh-Hans 王 伟 オウ イ in_review',
  ],
  'care-home-modification': ['hoa vi PHẠM Hoa ファム ホア approved'],
  'care-insured-card-reissue': [
    'seoyeon ko 이 서연 イ ソヨン withdrawn',
    'jiwoo ko 박 지우 パク ジウ completed',
    'pedro pt-BR SOUZA Pedro ソウザ ペドロ received',
    'kiyoshi ja 齋藤 清 サイトウ キヨシ received',
  ],
  'residence-certificate': [
    'fang zh-Hans 王 芳 オウ ホウ completed',
    'yuki ja 吉田 雪 ヨシダ ユキ in_review',
    'reyes fil REYES Jose レイエス ホセ received',
  ],
  'certificate-payment': [
    'liam en O’NEIL Liam オニール リアム received',
    'grace en LEE Grace リー グレース received',
    'taro ja 山田 太郎 ヤマダ タロウ completed',
  ],
  'dog-registration': ['oliver en WHITE Oliver ホワイト オリバー received'],
  'dog-death': ['midori ja 小川 緑 オガワ ミドリ in_review'],
  'bulky-waste': ['tuan vi LÊ Tuấn レ トゥアン received'],
  'event-application': [
    'lucia pt-BR COSTA Lúcia コスタ ルシア received',
    'shigeru ja-easy 田中 茂 タナカ シゲル received',
  ],
};

function personOf(procedure: string, line: string): Person {
  const [key = '', locale = '', family = '', given = '', familyKana = '', givenKana = '', evening] =
    line.split(' ');
  return {
    key,
    procedure,
    locale,
    name: [family, given, familyKana, givenKana],
    answers: OWN_ANSWERS[key] ?? {},
    evening: evening as ApplicationStatus,
  };
}

/** Everybody who applies, 30 people in eight languages. */
export const PEOPLE: readonly Person[] = Object.entries(PEOPLE_BY_PROCEDURE).flatMap(
  ([procedure, lines]) => lines.map((line) => personOf(procedure, line)),
);
