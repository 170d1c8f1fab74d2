import { toHalfWidth, toKatakana } from '../../lib/japanese-text.ts';

/** A bank, or a branch of one, with its code (4 and 3 digits) by 全国銀行協会. */
export interface BankPlace {
  readonly code: string;
  readonly name: string;
}

/** Banks and branches of the country; names are found as people call them. */
export interface BankIndex {
  bank(code: string): BankPlace | undefined;
  branch(bankCode: string, code: string): BankPlace | undefined;
  /** Those called so, then those that begin with it, then those that contain it; 20 at most. */
  findBanks(query: string): readonly BankPlace[];
  findBranches(bankCode: string, query: string): readonly BankPlace[];
}

/** code, name, kana; and behind a bank's own line those of its branches, each as one text. */
export interface BankLines {
  readonly bank: string;
  readonly branches: string;
}

export const POST_BANK = '9900';
const MOST_FOUND = 20;

const SMALL = 'ァィゥェォャュョッヮ';
const LARGE = 'アイウエオヤユヨツワ';

/** As the list writes readings: large kana, no bars; letters half-width and in capitals. */
function fold(text: string): string {
  return toKatakana(toHalfWidth(text))
    .toUpperCase()
    .replace(/[ァィゥェォャュョッヮ]/g, (kana) => LARGE[SMALL.indexOf(kana)] as string)
    .replace(/[ー\-－.．・、\s]/g, '');
}

const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/信用金庫$/, '信金'],
  [/信用組合$/, '信組'],
  [/労働金庫$/, '労金'],
  [/農業協同組合$/, '農協'],
  [/^(JA|ジェイエイ)(.+)$/, '$2農協'],
  [/(.)(銀行|ギンコウ|BANK)$/, '$1'],
  [/(.)(支店|支所|シテン)$/, '$1'],
];

function wordOf(query: string): string {
  const tidy = toHalfWidth(query).trim();
  const short = SHORTER.reduce((text, [long, better]) => text.replace(long, better), tidy);
  return SHORTER.reduce((text, [long, better]) => text.replace(long, better), fold(short));
}

/** The list leaves 銀行 away; readers know the name with it. */
function fullName(code: string, name: string): string {
  const isBank = code < '0400' || (code >= '0500' && code < '0600') || code === POST_BANK;
  return isBank && !/(銀行|ジャパン)$/.test(name) ? `${name}銀行` : name;
}

interface Line extends BankPlace {
  readonly words: readonly string[];
}

function readLine(line: string): Line {
  const [code = '', name = '', kana = ''] = line.split('\t');
  return { code, name, words: [fold(name), fold(kana)] };
}

function rank({ words }: Line, word: string): number {
  if (words.includes(word)) return 0;
  if (words.some((one) => one.startsWith(word))) return 1;
  return words.some((one) => one.includes(word)) ? 2 : 3;
}

function search(lines: readonly Line[], query: string): readonly Line[] {
  const code = toHalfWidth(query).trim();
  const byCode = lines.filter((line) => line.code === code);
  if (byCode.length > 0) return byCode;
  const word = wordOf(query);
  if (word === '') return [];
  return lines
    .map((line) => ({ line, at: rank(line, word) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at || (a.line.code < b.line.code ? -1 : 1))
    .slice(0, MOST_FOUND)
    .map(({ line }) => line);
}

/** Does a typed name mean that place? Nothing typed means any. */
export function isCalled(place: BankPlace, typed: string): boolean {
  const [word, name] = [wordOf(typed), wordOf(place.name)];
  return word === '' || name.includes(word) || word.includes(name);
}

/** One text for each bank's branches: 29,000 of them as objects would take 60 MiB. */
export function createBankIndex(all: readonly BankLines[]): BankIndex {
  const banks = all.map(({ bank }) => readLine(bank));
  const branchText = new Map(all.map(({ branches }, at) => [banks[at]?.code ?? '', branches]));
  const branchesOf = (code: string) => {
    const text = branchText.get(code);
    return text ? text.split('\n').map(readLine) : [];
  };
  const toBank = ({ code, name }: Line): BankPlace => ({ code, name: fullName(code, name) });
  const toBranch = ({ code, name }: Line): BankPlace => ({ code, name });
  return {
    bank(code) {
      const found = banks.find((line) => line.code === code);
      return found && toBank(found);
    },
    branch(bankCode, code) {
      const found = branchesOf(bankCode).find((line) => line.code === code);
      return found && toBranch(found);
    },
    findBanks: (query) => search(banks, query).map(toBank),
    findBranches: (bankCode, query) => search(branchesOf(bankCode), query).map(toBranch),
  };
}
