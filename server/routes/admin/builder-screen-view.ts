import type { FastifyReply } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import { type Aim, aimOf } from './builder-aim.ts';
import { amountView } from './builder-amount-view.ts';
import { conditionView } from './builder-condition-view.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { findingsOf } from './builder-findings.ts';
import { type FormProblem, shownValues } from './builder-form-edits.ts';
import { allowFrames } from './builder-frames.ts';
import { type FormInput, NOTHING, nameOf } from './builder-input.ts';
import { previewFrame } from './builder-preview-frame.ts';
import type { Shown } from './builder-read-input.ts';
import { saidNow } from './builder-said.ts';
import {
  type Block,
  type BuilderForm,
  type BuilderScreen,
  type ListEntry,
  markOf,
} from './builder-screen.ts';

/** Why a page is shown again instead of being left. */
export interface Trouble {
  readonly form?: BuilderForm;
  readonly typed?: Shown;
  readonly problems?: readonly FormProblem[];
  /** Somebody else has changed the same place. */
  readonly conflict?: boolean;
  /** What was come for, from a finding. */
  readonly aim?: Aim | undefined;
}

const plainValue = (value: string | readonly string[] | undefined) =>
  Array.isArray(value) ? value.join('、') : String(value ?? '');

/** What stands in the file now, where something else was typed. */
function currentBeside(one: FormInput, typed: Shown, shown: Shown): string | undefined {
  const name = nameOf(one.path);
  const key = one.kind === 'when' ? `${name}.cel` : one.kind === 'amounts' ? `${name}.else` : name;
  const [now, mine] = [plainValue(shown[key]), plainValue(typed[key])];
  if (now === mine) return undefined;
  return one.choices?.find(({ value }) => value === now)?.text ?? (now || '（何もありません）');
}

function inputView(
  form: BuilderForm,
  one: FormInput,
  values: Shown,
  trouble: Trouble,
  shown: Shown,
) {
  const name = nameOf(one.path);
  const id = `${form.id}-${name.replaceAll('.', '-')}`;
  const isTroubled = trouble.form?.id === form.id;
  return {
    ...one,
    name,
    id,
    isAimed: trouble.aim?.form === form.id && trouble.aim.input === name,
    value: values[name],
    of: values[`${name}_of`],
    when: conditionView(one, values, id),
    choices:
      one.nothing === undefined
        ? one.choices
        : [...(one.choices ?? []), { value: NOTHING, text: one.nothing }],
    choiceGroups: Map.groupBy(one.choices ?? [], ({ group = '' }) => group),
    amounts: amountView(one, values, id),
    error: isTroubled
      ? trouble.problems?.find((problem) => problem.name === name)?.text
      : undefined,
    current: isTroubled && trouble.conflict ? currentBeside(one, values, shown) : undefined,
  };
}

type InputView = ReturnType<typeof inputView>;

/** Neighbours that are closed together, with what they hold; an input alone stands open. */
function partsOf(inputs: readonly InputView[]) {
  const parts: { fold: string | undefined; inputs: InputView[] }[] = [];
  for (const one of inputs) {
    const last = parts.at(-1);
    if (last && one.fold !== undefined && last.fold === one.fold) last.inputs.push(one);
    else parts.push({ fold: one.fold, inputs: [one] });
  }
  return parts.map((part) => {
    const held = part.inputs.filter(({ value }) => plainValue(value) !== '');
    return {
      ...part,
      says: held.map(saysHeld).join('、'),
      isOpen: held.length > 0 || part.inputs.some(({ error, isAimed }) => error || isAimed),
    };
  });
}

/** 「ほかの手続きと同じ答え：申請する人の住所」 */
function saysHeld({ label, value, choices }: InputView): string {
  const said = plainValue(value);
  return `${label}：${choices?.find((choice) => choice.value === said)?.text ?? said}`;
}

function formView(desk: BuilderDesk, form: BuilderForm, trouble: Trouble) {
  const shown = shownValues(desk, form);
  const isTroubled = trouble.form?.id === form.id;
  const values = isTroubled ? (trouble.typed ?? shown) : shown;
  return {
    id: form.id,
    heading: form.heading,
    lead: form.lead,
    link: form.link,
    mark: markOf(desk, form),
    hasConditions: form.inputs.some(({ kind }) => kind === 'when' || kind === 'amounts'),
    parts: partsOf(form.inputs.map((one) => inputView(form, one, values, trouble, shown))),
    buttons: (form.buttons ?? []).map(({ intent, text }) => ({ intent, text })),
    submit: form.submit ?? (form.make ? '加える' : '保存する'),
    isNew: form.make !== undefined,
    folded: form.folded === true && !isTroubled && trouble.aim?.form !== form.id,
    canFold: form.folded === true,
    conflict: isTroubled && trouble.conflict === true,
  };
}

const entryView = ({ buttons, ...entry }: ListEntry) => ({
  ...entry,
  buttons: buttons.map(({ intent, text }) => ({ intent, text })),
});

function blockView(desk: BuilderDesk, block: Block, trouble: Trouble) {
  return {
    heading: block.heading,
    lead: block.lead,
    items: block.items ?? [],
    notes: block.notes ?? [],
    list: block.list && {
      ...block.list,
      entries: block.list.entries.map((entry) => ({
        ...entryView(entry),
        isAimed: trouble.aim?.entry === entry.id,
      })),
    },
    forms: (block.forms ?? []).map((form) => formView(desk, form, trouble)),
  };
}

/** The blocks of a page as its view prints them. */
export const screenBlocks = (desk: BuilderDesk, { blocks }: BuilderScreen, trouble: Trouble = {}) =>
  blocks.map((block) => blockView(desk, block, trouble));

function summaryOf({ form, problems = [], conflict }: Trouble) {
  const found = problems.map(({ name, text }) => ({
    href: form && name !== '' ? `#${form.id}-${name.replaceAll('.', '-')}` : '#main',
    text,
  }));
  if (!conflict) return found;
  const text =
    'ほかの人（または別の画面）が、先に同じところを変えました。入力したものは残っています。今の内容と見比べて、もう一度保存してください。';
  return [{ href: form ? `#${form.id}` : '#main', text }, ...found];
}

/** A page of the builder: its blocks, what is wrong with it, and the preview beside it. */
export async function renderScreen(
  desk: BuilderDesk,
  screen: BuilderScreen,
  reply: FastifyReply,
  trouble: Trouble = {},
) {
  const { version } = desk;
  const { at } = reply.request.query as { at?: unknown };
  const aim = typeof at === 'string' ? aimOf(desk.tree, screen, at) : undefined;
  const found = summaryOf(trouble);
  allowFrames(reply);
  return reply.officePage('admin/builder-screen', {
    title: screen.title,
    styles: ['admin-builder.css', 'admin-builder-forms.css', 'admin-builder-conditions.css'],
    scripts: ['builder.js', 'builder-cel.js', 'builder-condition.js', 'builder-cases.js'],
    hasErrors: found.length > 0,
    found,
    lead: screen.lead,
    backLink: screen.back,
    here: screen.here,
    procedureTitle: version.title,
    canEdit: desk.canEdit,
    said: found.length > 0 ? '' : saidNow(reply.request),
    blocks: screenBlocks(desk, screen, { aim, ...trouble }),
    findings: findingsOf(desk).filter(({ path }) => isBelow(path, screen.path)),
    preview: previewFrame(desk, screen.preview),
    paths: {
      outline: adminPaths.version(version.id),
      undo: adminPaths.undo(version.id),
      files: adminPaths.files(version.id),
    },
    revision: version.revision,
  });
}

const isBelow = (path: readonly (string | number)[], place: readonly (string | number)[]) =>
  place.length > 0 && place.every((step, at) => String(path[at]) === String(step));
