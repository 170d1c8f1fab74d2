import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Edit } from '../../domain/builder/edit.ts';
import { DomainError } from '../../domain/errors.ts';
import { postedText } from '../../http/posted-text.ts';
import { aimedHref } from './builder-aim.ts';
import { steppedCases, withCaseInputs } from './builder-amount-cases.ts';
import { steppedCondition, withoutCondition } from './builder-condition-input.ts';
import { type BuilderDesk, openDesk } from './builder-desk.ts';
import { readForm, shownValues, typedValues } from './builder-form-edits.ts';
import { nameOf } from './builder-input.ts';
import type { Posted, Shown } from './builder-read-input.ts';
import { afterButton, saying } from './builder-said.ts';
import { saveEdits } from './builder-save.ts';
import {
  type BuilderForm,
  type BuilderScreen,
  entriesOf,
  formsOf,
  markOf,
  type ScreenOf,
} from './builder-screen.ts';
import { renderScreen, type Trouble } from './builder-screen-view.ts';

/** Sent by the page's own script, which wants to know, not to see. */
const isScript = (request: FastifyRequest) => request.headers['x-builder'] === '1';

interface Typed {
  readonly typed: Shown;
}

interface Posting {
  readonly desk: BuilderDesk;
  readonly screen: BuilderScreen;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function refuse(
  { desk, screen, request, reply }: Posting,
  code: 409 | 422,
  trouble: Trouble,
): Promise<unknown> {
  reply.code(code);
  if (!isScript(request)) return renderScreen(desk, screen, reply, trouble);
  const { problems = [], conflict } = trouble;
  return reply.send({
    state: conflict ? 'conflict' : 'invalid',
    problems: problems.map(({ name, text }) => ({ name, text })),
  });
}

async function finish(
  posting: Posting,
  edits: readonly Edit[],
  to: string,
  trouble: Trouble,
): Promise<unknown> {
  const { desk, screen, request, reply } = posting;
  const saved = await saveEdits(desk, request, edits);
  if (saved.kind === 'refused') {
    const problems = saved.findings.map(({ message, mend }) => ({
      name: '',
      text: `${message}${mend}`,
    }));
    return refuse(posting, 422, { ...trouble, problems });
  }
  if (saved.kind === 'conflict') return refuse(posting, 409, { ...trouble, conflict: true });
  if (saved.kind === 'not_a_draft') {
    return refuse(posting, 409, {
      ...trouble,
      problems: [{ name: '', text: 'この版は、もう作成中ではないので、変えられません。' }],
    });
  }
  if (!isScript(request)) return reply.redirect(to, 303);
  const now = await openDesk(desk.services, request);
  const form = trouble.form && formsOf(screen).find(({ id }) => id === trouble.form?.id);
  return reply.send({
    state: 'saved',
    revision: saved.revision,
    what: saved.what,
    mark: form ? markOf(now, form) : '',
  });
}

/** A button in a list of entries: up, down, remove, copy. */
async function postEntry(posting: Posting, intent: string, entry: string): Promise<unknown> {
  const found = entriesOf(posting.screen).find(({ id }) => id === entry);
  const button = found?.buttons.find((one) => one.intent === intent);
  // It was taken away in between, or stands at the end already.
  if (!button) return posting.reply.redirect(posting.screen.here, 303);
  const own = `${posting.screen.here}#entry-${entry}`;
  return finish(posting, button.edits, afterButton(own, intent, button.to), {});
}

/** A button of the cases of an amount: moved and taken away at once, unless something is missing. */
async function postCases(
  posting: Posting,
  form: BuilderForm,
  raw: Posted,
  { input, step, shown, typed: before }: NonNullable<ReturnType<typeof steppedCases>> & Typed,
): Promise<unknown> {
  const { desk, screen, reply } = posting;
  const typed = { ...withoutCondition(before, input), ...shown };
  const trouble = { form, typed };
  if (step === 'add' || form.make) return renderScreen(desk, screen, reply, trouble);
  const read = readForm(desk, form, { ...withoutCondition(raw, input), ...shown });
  if ('problems' in read) return renderScreen(desk, screen, reply, trouble);
  const at = aimedHref(screen.here, [...form.path, ...input.path].join('.'));
  const to = `${at}#${form.id}-${nameOf(input.path)}`;
  return finish(posting, read.edits, saying(to, step === 'remove' ? 'removed' : 'moved'), trouble);
}

async function postForm(posting: Posting, form: BuilderForm, intent: string): Promise<unknown> {
  const { desk, screen, request, reply } = posting;
  const raw = (request.body ?? {}) as Posted;
  const anchor = `${screen.here}#${form.id}`;
  const button = form.buttons?.find((one) => one.intent === intent);
  const trouble = { form, typed: typedValues(form, raw, shownValues(desk, form)) };
  const mark = postedText(request)('mark');
  if (mark !== markOf(desk, form)) return refuse(posting, 409, { ...trouble, conflict: true });
  if (button) return finish(posting, button.edits, afterButton(anchor, intent, button.to), trouble);
  const stepped = steppedCondition(withCaseInputs(form.inputs), intent, raw);
  if (stepped) {
    const typed = { ...withoutCondition(trouble.typed, stepped.input), ...stepped.shown };
    return renderScreen(desk, screen, reply, { form, typed });
  }
  const cased = steppedCases(form.inputs, intent, raw);
  if (cased) return postCases(posting, form, raw, { ...cased, typed: trouble.typed });
  const read = readForm(desk, form, raw);
  if ('problems' in read) return refuse(posting, 422, { ...trouble, problems: read.problems });
  const to = read.to ?? saying(anchor, form.make ? 'added' : 'saved');
  if (read.edits.length === 0 && !isScript(request)) return reply.redirect(to, 303);
  return finish(posting, read.edits, to, trouble);
}

/** What was posted from a page of the builder: a form, or a button of a list. */
export async function postScreen(
  screenOf: ScreenOf,
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const posted = postedText(request);
  const screen = screenOf(desk, request.params as Readonly<Record<string, string>>);
  const posting = { desk, screen, request, reply };
  if (!desk.canEdit) {
    const problems = [{ name: '', text: 'この版は作成中ではないので、変えられません。' }];
    return refuse(posting, 409, { problems });
  }
  const entry = posted('entry');
  if (entry !== '') return postEntry(posting, posted('intent'), entry);
  const form = formsOf(screen).find(({ id }) => id === posted('form'));
  // Its entry is not there any more: the page says what is.
  if (!form) {
    if (posted('form') === '') throw new DomainError('form_expired');
    return refuse(posting, 409, { conflict: true });
  }
  return postForm(posting, form, posted('intent'));
}
