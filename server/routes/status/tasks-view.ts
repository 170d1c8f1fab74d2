import type { OpenTask } from '../../domain/cases/open-tasks.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { dateText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { documentHint, documentLabel } from '../attachments/document-texts.ts';

/** One thing to do: what, and the way there. */
export interface TaskView {
  readonly title?: Html;
  readonly text: Html;
  /** The document that it is about; the list of documents leaves it out. */
  readonly document?: string;
  /** Further sentences: until when, what must be seen on a document. */
  readonly more?: Html;
  readonly link?: {
    readonly href: string;
    readonly text: Html;
    /** A button: what the page is about now. Documents that follow are links. */
    readonly main: boolean;
  };
  /** What begins with a button. */
  readonly button?: { readonly action: string; readonly text: Html };
}

export interface TasksArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly applicationId: string;
  readonly tasks: readonly OpenTask[];
  /** The correction or phase has been begun. */
  readonly begun: boolean;
  readonly today: string;
  /** Where it is paid; undefined while nobody knows whether it was. */
  readonly pay?: { readonly href: string; readonly text: Html };
}

function phaseTask(args: TasksArgs, task: Extract<OpenTask, { task: 'phase' }>): TaskView {
  const { procedure, words, applicationId, begun, today } = args;
  const text = (part: string) => procedureText(procedure, words, `phases.${task.phase}.${part}`);
  const { until } = task;
  const over = until !== null && today > until;
  const term = over ? 'status:task.phase_over' : 'status:task.phase_until';
  return {
    title: text('title'),
    text: text('text') ?? words.t('status:next_step'),
    ...(until !== null && { more: words.t(term, { date: dateText(words, until) }) }),
    ...(!over && {
      button: {
        action: paths.phase(words.locale, applicationId, task.phase),
        text: words.t(begun ? 'status:task.go_on' : 'status:task.phase_go'),
      },
    }),
  };
}

function documentTask(
  { procedure, words, applicationId }: TasksArgs,
  { task, attachment }: Extract<OpenTask, { attachment: string }>,
): TaskView {
  const hint = documentHint(procedure, words, attachment);
  return {
    text: words.t(`status:task.${task}`, { label: documentLabel(procedure, words, attachment) }),
    document: attachment,
    ...(hint && { more: hint }),
    link: {
      href: paths.statusAttachment(words.locale, applicationId, attachment),
      text: words.t(`status:task.${task}_go`),
      main: false,
    },
  };
}

function taskView(args: TasksArgs, task: OpenTask): TaskView | undefined {
  const { words, applicationId, begun, pay } = args;
  const { locale } = words;
  switch (task.task) {
    case 'correct':
      return {
        text: words.t('status:task.correct'),
        button: {
          action: paths.correction(locale, applicationId),
          text: words.t(begun ? 'status:task.go_on' : 'status:task.correct_go'),
        },
      };
    case 'pay':
      return pay && { text: words.t('status:task.pay'), link: { ...pay, main: true } };
    case 'phase':
      return phaseTask(args, task);
    case 'upload':
    case 'send_paper':
      return documentTask(args, task);
    case 'bring_form':
      return {
        text: words.t('status:task.bring_form'),
        link: {
          href: paths.applicationPdf(locale, applicationId),
          text: words.t('status:print_form'),
          main: true,
        },
      };
  }
}

/** What the resident still has to do, in the order of the status page. */
export function tasksView(args: TasksArgs): readonly TaskView[] {
  return args.tasks.flatMap((task) => taskView(args, task) ?? []);
}
