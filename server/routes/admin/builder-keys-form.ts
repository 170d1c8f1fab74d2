import type { EditPath } from '../../domain/builder/edit.ts';
import { type Choice, input } from './builder-input.ts';
import { asKey } from './builder-key-form.ts';
import { type BuilderForm, renameEdit } from './builder-screen.ts';
import { textOf } from './builder-tree.ts';

interface KeyedThings {
  readonly id: string;
  readonly heading: string;
  readonly lead: string;
  /** What they stand in: `examples`. */
  readonly parent: EditPath;
  /** Each by its key. */
  readonly choices: readonly Choice[];
  /** 「例」 */
  readonly noun: string;
  readonly label: string;
  readonly example: string;
  readonly to: (key: string) => string;
}

/** One of several things on a page under another key: which one, and the new key. */
export const keysForm = (things: KeyedThings): BuilderForm => ({
  id: things.id,
  heading: things.heading,
  lead: things.lead,
  path: things.parent,
  folded: true,
  inputs: [
    input.select('which', things.noun, { choices: things.choices, required: true }),
    input.text('key', things.label, {
      required: true,
      hint: `小文字の英字で始め、英小文字・数字・_ で。例：${things.example}`,
    }),
  ],
  submit: '名前を変える',
  check: ({ which }) =>
    things.choices.some(({ value }) => value === which)
      ? []
      : [{ name: 'which', text: `「${things.noun}」を選び直してください。` }],
  make: (values) => {
    const [which, wanted] = [textOf(values['which']), asKey(textOf(values['key']))];
    return {
      edits: wanted === which ? [] : [renameEdit([...things.parent, which], wanted)],
      to: things.to(wanted),
    };
  },
});
