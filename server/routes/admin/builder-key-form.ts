import type { EditPath } from '../../domain/builder/edit.ts';
import { input } from './builder-input.ts';
import { type BuilderForm, renameEdit } from './builder-screen.ts';
import { textOf } from './builder-tree.ts';

interface Keyed {
  readonly path: EditPath;
  /** The key as it is. */
  readonly key: string;
  /** What it is needed for, in a sentence. */
  readonly lead: string;
  /** Where the thing is, once it has the other key. */
  readonly to: (key: string) => string;
}

const SPACES = /[\s-]+/g;

/** 「Two Dogs」 is meant as two_dogs. */
export const asKey = (text: string): string =>
  text.normalize('NFKC').trim().toLowerCase().replace(SPACES, '_');

/** Another key for a question or a page: everything that speaks of it follows. */
export const keyForm = ({ path, key, lead, to }: Keyed): BuilderForm => ({
  id: 'key',
  heading: 'プログラムでの名前を変える',
  lead,
  path,
  folded: true,
  inputs: [
    input.text('key', 'プログラムでの名前', {
      required: true,
      fallback: key,
      hint: '小文字の英字で始め、英小文字・数字・_ で。例：bicycle_colour',
    }),
  ],
  submit: '名前を変える',
  make: (values) => {
    const wanted = asKey(textOf(values['key']));
    return wanted === '' || wanted === key
      ? { edits: [] }
      : { edits: [renameEdit(path, wanted)], to: to(wanted) };
  },
});
