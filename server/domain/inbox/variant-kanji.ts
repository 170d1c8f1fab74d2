/** Groups of characters that people write for one another in names; the first one stands for all. */
const GROUPS = `
高髙 崎﨑嵜碕 浜濱濵 辺邊邉 斎齋斉齊 沢澤 広廣 島嶋嶌 徳德 恵惠 国國 富冨 桜櫻 真眞 槙槇 桑桒 静靜 竜龍
滝瀧 蔵藏 栄榮 寿壽 彦彥 来來 清淸 柳栁 吉𠮷 曽曾 条條 豊豐 円圓 万萬 会會 関關 峰峯 園薗 淵渕渊 郷鄕
黒黑 児兒 実實 与與 桧檜 篭籠 館舘 藪籔薮 蘇蘓 塩鹽 亀龜 鉄鐵鐡 涼凉 巌巖 桝枡 槌鎚 礼禮 伝傳 芦蘆 渓溪
糸絲 声聲 学學 応應 双雙 画畫 仏佛 予豫 弁辨辯瓣 芸藝 体體 宝寶 将將 尚尙 巻卷 慎愼 戸戶 旧舊 暁曉
横橫 歩步 歴歷 毎每 氷冰 浄淨 海海 為爲 猪猪 瑶瑤 県縣 研硏 禄祿 秋穐龝 経經 緑綠 聡聰
莊荘 薫薰 覚覺 野埜 鎌鐮 頼賴 顕顯 鶴靏靍鷴 麺麵 梅楳 梁簗 杉椙 橘𣘺 土圡 角⻆ 即卽
祁祁 逸逸 道衟 煕熙 満滿 湾灣 潤閏 瀬瀨 焔焰 兎兔 増增 壌壤
`;

const STANDS_FOR = new Map(
  GROUPS.split(/\s+/)
    .filter((group) => group !== '')
    .flatMap((group) => {
      const [first = '', ...others] = [...group];
      return others.map((other): [string, string] => [other, first]);
    })
    .filter(([other, first]) => other !== first),
);

/** Each character in the form in which names are compared; what is stored and shown stays as typed. */
export function withoutVariants(text: string): string {
  return [...text].map((character) => STANDS_FOR.get(character) ?? character).join('');
}
