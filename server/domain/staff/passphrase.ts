import { countCharacters } from '../../lib/japanese-text.ts';

const SHORTEST = 15;
/** Longer ones are for filling memory, not for remembering. */
export const LONGEST = 128;

export type PassphraseProblem =
  | 'passphrase_too_short'
  | 'passphrase_too_long'
  | 'passphrase_own_words'
  | 'passphrase_common';

/** Known to everybody: from comics, songs and our own pages. With little else beside, they are refused. */
const FAMOUS = [
  'correcthorsebatterystaple',
  'irohanihohetochirinuruwo',
  'いろはにほへとちりぬるを',
  'あいうえおかきくけこさしすせそ',
  'jugemujugemugokounosurikire',
  'namamuginamagomenamatamago',
  'kasamikantonariyozora',
  'tonarinokyakuwayokukakikuukyakuda',
];
const REST_BESIDE_FAMOUS = 8;

/** One form whatever keyboard or width it was typed with (NIST SP 800-63B 3.1.1.2). */
export function normalisePassphrase(typed: string): string {
  return typed.normalize('NFKC').trim();
}

const compact = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.・]/g, '');

/** Words that say whose account it is; short Latin ones are in everything and count for nothing. */
function ownWords(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => [text, ...text.split(/[\s\-_.・]+/)])
    .map(compact)
    .filter((word) => countCharacters(word) >= (/^[ -~]*$/.test(word) ? 4 : 2));
}

type Estimator = { check(text: string, own: string[]): { score: number } };
let estimator: Promise<Estimator> | undefined;

/** 50,000 leaked passphrases and the patterns of keyboards: read when somebody chooses one. */
async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: 64 });
}

/** Guessable by a machine that has all the time: score 4 of zxcvbn is more than 10^10 guesses. */
async function isCommon(passphrase: string, own: string[]): Promise<boolean> {
  const short = compact(passphrase);
  const rest = FAMOUS.reduce((left, famous) => left.replace(famous, ''), short);
  if (rest !== short && countCharacters(rest) < REST_BESIDE_FAMOUS) return true;
  estimator ??= loadEstimator();
  return (await estimator).check(passphrase, own).score < 4;
}

/**
 * Whether that may become somebody's passphrase; no rule about kinds of characters, which only makes
 * people write them down (NIST SP 800-63B 3.1.1.2).
 * @param own login, name, name of the town: what a stranger would try first
 */
export async function passphraseProblem(
  typed: string,
  own: readonly string[],
): Promise<PassphraseProblem | null> {
  const passphrase = normalisePassphrase(typed);
  const length = countCharacters(passphrase);
  if (length < SHORTEST) return 'passphrase_too_short';
  if (length > LONGEST) return 'passphrase_too_long';
  const words = ownWords(own);
  if (words.some((word) => compact(passphrase).includes(word))) return 'passphrase_own_words';
  return (await isCommon(passphrase, words)) ? 'passphrase_common' : null;
}
