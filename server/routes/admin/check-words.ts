import { missWords } from './check-example-words.ts';
import { formWords } from './check-form-words.ts';
import { type CheckNames, quoted } from './check-names.ts';

/** What is told of a key itself: it must still be seen. */
const OF_KEYS = /という名前が2つあります|に使えません|の id/;

const KEY = /「([a-z]\w*(?:\.\w+)?)」/g;

/**
 * A finding as whoever made the procedure in the forms knows its parts: conditions by their Japanese name
 * or by what they say, questions, pages and documents by their words. What has no name keeps its key.
 */
function inNames(names: CheckNames, message: string): string {
  const miss = missWords(names, message);
  if (miss !== undefined) return miss;
  const [, cel = ''] = /^式「(.*?)」(?=の|を|で|は)/.exec(message) ?? [];
  if (cel === '') return withNames(names, message);
  const rest = message.slice(`式「${cel}」`.length);
  const said = names.expression(cel);
  const head = said === undefined ? `式「${cel}」${glossary(names, cel)}` : `条件${quoted(said)}`;
  return head + withNames(names, rest);
}

/** Both sentences of a finding, in the words of the forms. */
export function saidInForms(
  names: CheckNames,
  { message, mend }: { readonly message: string; readonly mend: string },
): { readonly message: string; readonly mend: string } {
  const said = formWords(message);
  return said
    ? { message: said[0], mend: said[1] }
    : { message: inNames(names, message), mend: mendInNames(names, mend) };
}

/** A proposal is typed as it stands, and known by its name. */
function mendInNames(names: CheckNames, mend: string): string {
  return mend.replace(KEY, (said, key: string) => withName(said, names.value(key)));
}

const withName = (said: string, name: string | undefined) =>
  name === undefined ? said : `${said}（${name}）`;

function withNames(names: CheckNames, message: string): string {
  return message.replace(KEY, (said, key: string, at: number) => {
    const before = message.slice(0, at);
    const name = nameOf(names, before, key);
    if (OF_KEYS.test(message)) return withName(said, name);
    return name === undefined ? said : quoted(name);
  });
}

/** What stands before a key says of what it is one. */
function nameOf(names: CheckNames, before: string, key: string): string | undefined {
  if (before.endsWith('ページ')) return names.page(key);
  if (before.endsWith('書類')) return names.attachment(key);
  if (before.endsWith('例')) return names.example(key);
  // Names of phases and results are words of their own.
  return /(?:段階|結果|課|一覧|役職)$/.test(before) ? undefined : names.value(key);
}

/** Of an expression that nobody can read as a sentence: what its names stand for. */
function glossary(names: CheckNames, cel: string): string {
  const bare = cel.replace(/"[^"]*"|'[^']*'/g, '');
  const keys = new Set(bare.match(/\b[a-z]\w*\b/g) ?? []);
  const known = [...keys].flatMap((key) => {
    const name = names.value(key);
    return name === undefined ? [] : [`${key} は${quoted(name)}`];
  });
  return known.length === 0 ? '' : `（${known.join('、')}）`;
}
