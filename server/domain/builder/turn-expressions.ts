/** How an expression speaks of the answers of a question of one type, once it is of another. */
type Turn = (cel: string, name: string) => string;

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The name alone, not a part of a longer one. */
const alone = (name: string) => `(?<![\\w.])${escaped(name)}(?![\\w.(\\[])`;
const TEXT = `("[^"]*"|'[^']*')`;

const toSeveral: Turn = (cel, name) =>
  cel
    .replace(new RegExp(`${alone(name)}\\s*==\\s*${TEXT}`, 'g'), `$1 in ${name}`)
    .replace(new RegExp(`${alone(name)}\\s*!=\\s*${TEXT}`, 'g'), `!($1 in ${name})`);

const toOne: Turn = (cel, name) =>
  cel
    .replace(new RegExp(`!\\(\\s*${TEXT}\\s+in\\s+${alone(name)}\\s*\\)`, 'g'), `${name} != $1`)
    .replace(new RegExp(`${TEXT}\\s+in\\s+${alone(name)}`, 'g'), `${name} == $1`);

/** An unanswered question is as good as a no: so it stays. */
const toChoice: Turn = (cel, name) =>
  cel
    .replace(new RegExp(`!\\s*${alone(name)}`, 'g'), `${name} != "yes"`)
    .replace(new RegExp(`${alone(name)}(?!\\s*[!=]=)`, 'g'), `${name} == "yes"`);

const TURNS: Readonly<Record<string, Turn>> = {
  'choice choices': toSeveral,
  'choices choice': toOne,
  'yes_no choice': toChoice,
};

/** The expression with the same meaning for the other type, as far as there is one; else as it is. */
export function turnedExpression(cel: string, name: string, from: string, to: string): string {
  return TURNS[`${from} ${to}`]?.(cel, name) ?? cel;
}

/** An answer of an example case as the other type has it; undefined where it can't be one. */
export function turnedAnswer(answer: unknown, from: string, to: string): unknown {
  if (from === to) return answer;
  switch (`${from} ${to}`) {
    case 'text long_text':
    case 'long_text text':
    case 'number yen':
    case 'yen number':
      return answer;
    case 'choice choices':
      return [answer];
    case 'choices choice':
      return Array.isArray(answer) && answer.length === 1 ? answer[0] : undefined;
    case 'yes_no choice':
      return answer === true ? 'yes' : 'no';
    default:
      return undefined;
  }
}
