import { createHash } from 'node:crypto';
import type { Edit, EditPath, EditValue } from '../../domain/builder/edit.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { FormInput } from './builder-input.ts';
import { isTree, type Tree, valueAt } from './builder-tree.ts';

const DEFINITION = 'definition.yaml';

/** Read values of a form by the names of its inputs. */
export type FormValues = Readonly<Record<string, EditValue | undefined>>;

/** A button beside "save" that needs no input. */
export interface FormButton {
  readonly intent: string;
  readonly text: string;
  readonly edits: readonly Edit[];
  /** Where one is afterwards; else at this form. */
  readonly to?: string;
}

/** One form: what it is about, its inputs, its buttons. */
export interface BuilderForm {
  /** Posted as `form`, and its anchor. */
  readonly id: string;
  readonly heading: string;
  readonly lead?: string;
  /** What the inputs' paths begin at; a form without inputs must find all of it unchanged. */
  readonly path: EditPath;
  readonly inputs: readonly FormInput[];
  /** Groups that go when nothing of them is entered any more: `deadline`. */
  readonly groups?: readonly EditPath[];
  readonly buttons?: readonly FormButton[];
  /** A link under the form: to its questions, its texts. */
  readonly link?: { readonly href: string; readonly text: string };
  /** What somebody agrees to with its button: when it is something else by now, nothing is done. */
  readonly agreed?: unknown;
  /** Instead of setting values where they stand: a new entry. */
  readonly make?: (values: FormValues) => {
    readonly edits: readonly Edit[];
    readonly to?: string;
  };
  /** Of what the file may also say in one word: what its inputs show, and how it is written down. */
  readonly whole?: {
    readonly read: (written: EditValue | undefined) => Tree;
    readonly write: (values: FormValues) => EditValue;
  };
  /** What its values are together, once each is right by itself. */
  readonly check?: (
    values: FormValues,
  ) => readonly { readonly name: string; readonly text: string }[];
  readonly submit?: string;
  /** Shown closed under its heading. */
  readonly folded?: boolean;
}

export interface ListEntry {
  readonly id: string;
  readonly text: string;
  /** Small print: type, condition, optional. */
  readonly marks: readonly string[];
  readonly href: string;
  readonly buttons: readonly FormButton[];
}

/** Things in an order, each with a page of its own. */
interface EntryList {
  readonly heading: string;
  readonly empty: string;
  readonly entries: readonly ListEntry[];
}

/** A block of a page: a list, forms, or what can only be said as text. */
export interface Block {
  readonly heading?: string;
  readonly lead?: string;
  /** Sentences, one under the other. */
  readonly items?: readonly string[];
  readonly list?: EntryList;
  readonly forms?: readonly BuilderForm[];
  readonly notes?: readonly {
    readonly text: string;
    readonly href: string;
    readonly link: string;
  }[];
}

/** One page of the builder. */
export interface BuilderScreen {
  readonly title: string;
  readonly lead?: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly here: string;
  readonly blocks: readonly Block[];
  /** What the preview beside it shows: a page of the form, or its start. */
  readonly preview: string;
  /** Where in the file it stands: findings below it are shown here. */
  readonly path: EditPath;
}

export type ScreenOf = (
  desk: BuilderDesk,
  params: Readonly<Record<string, string>>,
) => BuilderScreen;

/** Every form of a page with its buttons, those of lists too. */
export const formsOf = ({ blocks }: BuilderScreen): readonly BuilderForm[] =>
  blocks.flatMap(({ forms }) => forms ?? []);

export const entriesOf = ({ blocks }: BuilderScreen): readonly ListEntry[] =>
  blocks.flatMap(({ list }) => list?.entries ?? []);

/**
 * What a form was shown with, as a short mark: was exactly this changed by somebody else? Forms
 * beside each other on a page are saved one after the other, so only what a form shows counts, and
 * whose it is (positions in a list move).
 */
export function markOf(
  desk: BuilderDesk,
  { path, make, inputs, agreed, whole }: BuilderForm,
): string {
  if (agreed !== undefined) return shortMark(agreed);
  if (make) return '';
  const written = valueAt(desk.tree, path);
  const own = whole?.read(written) ?? written ?? null;
  const seen =
    inputs.length === 0
      ? own
      : [isTree(own) ? own['id'] : '', ...inputs.map((one) => valueAt(own, one.path) ?? null)];
  return shortMark(seen);
}

const shortMark = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

export const setEdit = (path: EditPath, value: EditValue | undefined): Edit => ({
  kind: 'set',
  file: DEFINITION,
  path,
  value,
});

export const addEdit = (
  path: EditPath,
  value: EditValue,
  at: { readonly key?: string; readonly before?: string | number } = {},
): Edit => ({ kind: 'add', file: DEFINITION, path, value, ...at });

export const removeEdit = (path: EditPath): Edit => ({ kind: 'remove', file: DEFINITION, path });

export const renameEdit = (path: EditPath, to: string): Edit => ({
  kind: 'rename',
  file: DEFINITION,
  path,
  to,
});

export const moveEdit = (path: EditPath, before: string | number | undefined): Edit => ({
  kind: 'move',
  file: DEFINITION,
  path,
  before,
});

/** Up and down among neighbours, as far as there are any. `keys` are those of a map, or positions. */
export function moveButtons(
  parent: EditPath,
  keys: readonly (string | number)[],
  at: number,
): FormButton[] {
  const key = keys[at] as string | number;
  const path = [...parent, key];
  return [
    ...(at > 0
      ? [{ intent: `up:${key}`, text: '上へ', edits: [moveEdit(path, keys[at - 1])] }]
      : []),
    ...(at < keys.length - 1
      ? [{ intent: `down:${key}`, text: '下へ', edits: [moveEdit(path, keys[at + 2])] }]
      : []),
  ];
}
