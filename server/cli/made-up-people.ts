import type { Locale } from '../domain/procedures/locale.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A name as a form asks for it. Nobody is meant: parts that are common, put together by chance. */
export interface MadeUpName {
  readonly family: string;
  readonly given: string;
  readonly family_kana: string;
  readonly given_kana: string;
}

/** Written form:reading, with other ways of writing among them. */
const pairs = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]);

const FAMILIES = pairs(`
佐藤:サトウ 鈴木:スズキ 高橋:タカハシ 髙橋:タカハシ 田中:タナカ 伊藤:イトウ 渡辺:ワタナベ 渡邊:ワタナベ 渡邉:ワタナベ 山本:ヤマモト
中村:ナカムラ 小林:コバヤシ 加藤:カトウ 吉田:ヨシダ 𠮷田:ヨシダ 山田:ヤマダ 佐々木:ササキ 山口:ヤマグチ 松本:マツモト 井上:イノウエ
木村:キムラ 林:ハヤシ 斎藤:サイトウ 齋藤:サイトウ 清水:シミズ 山崎:ヤマザキ 山﨑:ヤマサキ 森:モリ 池田:イケダ 橋本:ハシモト
阿部:アベ 石川:イシカワ 山下:ヤマシタ 中島:ナカジマ 石井:イシイ 小川:オガワ 前田:マエダ 岡田:オカダ 長谷川:ハセガワ 藤田:フジタ
後藤:ゴトウ 近藤:コンドウ 村上:ムラカミ 遠藤:エンドウ 青木:アオキ 坂本:サカモト 福田:フクダ 太田:オオタ 西村:ニシムラ 藤井:フジイ
岡本:オカモト 金子:カネコ 藤原:フジワラ 三浦:ミウラ 中野:ナカノ 原田:ハラダ 松田:マツダ 竹内:タケウチ 小野:オノ 大野:オオノ
田村:タムラ 中山:ナカヤマ 和田:ワダ 石田:イシダ 森田:モリタ 上田:ウエダ 原:ハラ 内田:ウチダ 柴田:シバタ 酒井:サカイ
宮崎:ミヤザキ 横山:ヨコヤマ 高木:タカギ 安藤:アンドウ 谷口:タニグチ 大塚:オオツカ 丸山:マルヤマ 今井:イマイ 河野:コウノ 藤本:フジモト
濱田:ハマダ 浜田:ハマダ 廣瀬:ヒロセ 沢田:サワダ 澤田:サワダ 島田:シマダ 嶋田:シマダ 桜井:サクライ 櫻井:サクライ 菊池:キクチ`);

const GIVENS = pairs(`
翔太:ショウタ 大輔:ダイスケ 健太:ケンタ 拓也:タクヤ 直樹:ナオキ 達也:タツヤ 誠:マコト 浩:ヒロシ 隆:タカシ 学:マナブ
美咲:ミサキ 愛:アイ 陽子:ヨウコ 恵子:ケイコ 裕子:ユウコ 由美子:ユミコ 智子:トモコ 直美:ナオミ 真由美:マユミ 久美子:クミコ
蓮:レン 陽翔:ハルト 湊:ミナト 樹:イツキ 大和:ヤマト 悠真:ユウマ 颯太:ソウタ 陽葵:ヒマリ 結衣:ユイ 葵:アオイ
凛:リン 結愛:ユア 莉子:リコ さくら:サクラ ひなた:ヒナタ 花子:ハナコ 太郎:タロウ 一郎:イチロウ 次郎:ジロウ 三郎:サブロウ
和子:カズコ 幸子:サチコ 節子:セツコ 洋子:ヨウコ 京子:キョウコ 文子:フミコ 千代:チヨ トメ:トメ ハル:ハル 正:タダシ
茂:シゲル 勇:イサム 清:キヨシ 進:ススム 博:ヒロシ 実:ミノル 昭:アキラ 勝:マサル 弘:ヒロシ 稔:ミノル
純:ジュン 潤:ジュン 光:ヒカル 薫:カオル 忍:シノブ 優:ユウ 遥:ハルカ 瑞希:ミズキ 千尋:チヒロ 真琴:マコト
雄一:ユウイチ 健一:ケンイチ 慎也:シンヤ 亮:リョウ 圭介:ケイスケ 俊介:シュンスケ 祐介:ユウスケ 香織:カオリ 麻衣:マイ 彩:アヤ`);

const ELSEWHERE: Readonly<Record<string, readonly [[string, string][], [string, string][]]>> = {
  en: [
    pairs(
      "Smith:スミス Johnson:ジョンソン Miller:ミラー O'Brien:オブライエン Taylor:テイラー Patel:パテル",
    ),
    pairs('James:ジェームズ Emma:エマ Olivia:オリビア David:デイビッド Priya:プリヤ Sarah:サラ'),
  ],
  'zh-Hans': [
    pairs('王:オウ 李:リ 张:チョウ 刘:リュウ 陈:チン 杨:ヨウ'),
    pairs('伟:イ 芳:ホウ 秀英:シュウエイ 娜:ナ 敏:ビン 静:セイ'),
  ],
  ko: [
    pairs('金:キム 李:イ 朴:パク 崔:チェ 鄭:チョン'),
    pairs('民準:ミンジュン 瑞妍:ソヨン 智友:ジウ 賢宇:ヒョヌ 恩珠:ウンジュ'),
  ],
  'pt-BR': [
    pairs('Silva:シルバ Santos:サントス Souza:ソウザ Tanaka:タナカ Oliveira:オリベイラ'),
    pairs('João:ジョアン Maria:マリア Lucas:ルカス Ana:アナ Fernanda:フェルナンダ'),
  ],
  vi: [
    pairs('Nguyễn:グエン Trần:チャン Lê:レ Phạm:ファム Hoàng:ホアン'),
    pairs('Văn_Đức:バンドゥック Thị_Lan:ティラン Minh:ミン Thu_Hà:トゥーハー Quang:クアン'),
  ],
  fil: [
    pairs('dela_Cruz:デラクルス Garcia:ガルシア Reyes:レイエス Ramos:ラモス Mendoza:メンドーサ'),
    pairs('Maria:マリア Jose:ホセ Angelica:アンヘリカ Mark:マーク Jasmine:ジャスミン'),
  ],
};

/** As often as people who read them live in a town like ours. */
const LANGUAGES: readonly (readonly [Locale, number])[] = [
  ['ja', 860],
  ['en', 30],
  ['zh-Hans', 30],
  ['vi', 25],
  ['ja-easy', 20],
  ['pt-BR', 15],
  ['fil', 12],
  ['ko', 8],
];

/** Whose name is what in that language; Japanese where it has none of its own. */
export function madeUpName(random: SeededRandom, locale: Locale): MadeUpName {
  const names = ELSEWHERE[locale] ?? ELSEWHERE[locale === 'ja-easy' ? 'vi' : ''];
  const [families, givens] = names ?? [FAMILIES, GIVENS];
  const [family, family_kana] = random.pick(families);
  const [given, given_kana] = random.pick(givens);
  return {
    family: family.replace('_', ' '),
    given: given.replace('_', ' '),
    family_kana,
    given_kana,
  };
}

export function madeUpLocale(random: SeededRandom): Locale {
  return random.weighted(LANGUAGES);
}

/** Of a range that nobody is given (090-0…). */
export function madeUpPhone(random: SeededRandom): string {
  const digits = String(random.below(10_000_000)).padStart(7, '0');
  return `090-0${digits.slice(0, 3)}-${digits.slice(3)}`;
}
