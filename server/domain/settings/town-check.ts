import type { Finding } from '../procedures/procedure.ts';

/** What a changed file does to the town. */
export interface TownCheck {
  /** Errors that were not there before: with them it is not taken. */
  readonly errors: readonly Finding[];
  /** Definitions that would be left out. */
  readonly broken: readonly string[];
  /** Examples that stay with the amounts of before: no reason not to take it. */
  readonly outdated: readonly Finding[];
}

/** Of the town's whole folder, as it would be. */
export interface TownState {
  readonly findings: readonly Finding[];
  readonly broken: readonly string[];
  /** The town can't be used at all. */
  readonly fatal?: Finding | string;
}

const sameFinding = ({ file, code, message }: Finding) => `${file} ${code} ${message}`;

/** Only what the change brought: a town may have had its troubles before. */
export function newTroubles(
  before: TownState,
  after: TownState,
  changed: readonly string[],
): TownCheck {
  const known = new Set(before.findings.map(sameFinding));
  const wasBroken = new Set(before.broken);
  const fatal = after.fatal === undefined ? [] : [fatalFinding(after.fatal, changed)];
  const own = new Set(changed);
  // Of a file that was changed first: the others may only follow from it.
  const isFollowing = ({ file }: Finding) => Number(!own.has(file));
  const isFresh = (one: Finding) => !known.has(sameFinding(one));
  const fresh = after.findings.filter((one) => one.level === 'error' && isFresh(one));
  return {
    errors: [...fatal, ...fresh.toSorted((a, b) => isFollowing(a) - isFollowing(b))],
    broken: after.broken.filter((id) => !wasBroken.has(id)),
    outdated: after.findings.filter((one) => one.code === 'example_outdated' && isFresh(one)),
  };
}

/** What nobody has foreseen has only the program's own words. */
function fatalFinding(fatal: Finding | string, changed: readonly string[]): Finding {
  if (typeof fatal !== 'string') return fatal;
  return {
    level: 'error',
    file: changed.find((path) => fatal.includes(path)) ?? changed[0] ?? '',
    line: Number(/line (\d+)/.exec(fatal)?.[1] ?? 1),
    code: 'town',
    message: `ファイルを読めません（${fatal}）。`,
    mend: '前の内容とくらべて、書き方を確かめてください。',
  };
}
