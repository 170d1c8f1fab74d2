import type { EditValue } from '../builder/edit.ts';
import { setAt } from '../builder/yaml/change-file.ts';
import { type RuleOwner, ruleOwners } from './place-rules.ts';

/** As a file of `resources/` says it: days are JST dates, inclusive. */
export interface WrittenClosing {
  readonly from: string;
  readonly to: string;
  readonly reason?: Readonly<Record<string, string>>;
}

export interface WrittenOpening {
  readonly weekly_closing?: {
    readonly weekday: string | readonly string[];
    readonly on_holiday?: string;
  };
  readonly holidays?: string;
  readonly year_end?: { readonly from: string; readonly to: string; readonly shift_days?: number };
  readonly closed?: readonly WrittenClosing[];
  readonly collection?: string;
  readonly days?: string;
}

export type OpeningOwner = RuleOwner<WrittenOpening>;

type Closings = readonly WrittenClosing[];

const same = (one: WrittenClosing, other: WrittenClosing) =>
  one.from === other.from && one.to === other.to;

/** All closings of a place, each once: one that lasts over a change of the rules stands in both. */
export function closingsOf({ versions }: OpeningOwner): Closings {
  const all = versions.flatMap(({ value }) => value.closed ?? []);
  return all
    .filter((one, index) => all.findIndex((other) => same(one, other)) === index)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** Every version of the rules that holds on some of these days; a change names its opening as a whole. */
function changeEach(
  text: string,
  owner: OpeningOwner,
  days: Pick<WrittenClosing, 'from' | 'to'>,
  change: (closed: Closings) => Closings,
): string {
  return owner.versions.reduce((file, { from, at, value }, index) => {
    const next = owner.versions[index + 1]?.from ?? '9999';
    if (days.to < from || days.from >= next) return file;
    const { closed: before = [], ...opening } = value;
    const closed = change(before);
    if (closed.length === before.length) return file;
    const after = { ...opening, ...(closed.length > 0 && { closed }) };
    return setAt(file, at, after as EditValue) ?? file;
  }, text);
}

export function withClosing(text: string, owner: OpeningOwner, closing: WrittenClosing): string {
  return changeEach(text, owner, closing, (closed) =>
    closed.some((one) => same(one, closing)) ? closed : [...closed, closing],
  );
}

export function withoutClosing(
  text: string,
  owner: OpeningOwner,
  days: Pick<WrittenClosing, 'from' | 'to'>,
): string {
  // Wherever it stands, also where its version holds on none of its days any more.
  return ruleOwners<WrittenOpening>(owner.path, text, 'opening')
    .filter(({ id }) => id === owner.id)
    .reduce(
      (file, one) =>
        changeEach(file, one, { from: '', to: '9999' }, (closed) =>
          closed.filter((closing) => !same(closing, days as WrittenClosing)),
        ),
      text,
    );
}
