import type {
  AttachmentRule,
  IntakeRule,
  OutputRule,
  ReminderRule,
  ReviewRule,
  WhoRule,
} from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import { compileAt, type Workbench } from './fields.ts';

/** May use every answer of the application. */
const END = Number.POSITIVE_INFINITY;

type AttachmentSource = NonNullable<Definition['attachments']>[string];

function compileAttachment(
  bench: Workbench,
  key: string,
  source: AttachmentSource,
  phase?: string,
): AttachmentRule {
  const path = [...(phase === undefined ? [] : ['phases', phase]), 'attachments', key, 'when'];
  const when = compileAt<boolean>(bench, source.when, 'bool', { path, upTo: END });
  return {
    key,
    mayFollow: source.may_follow ?? false,
    deliver: source.deliver ?? 'upload',
    accept: source.accept ?? 'any',
    maxFiles: source.max_files ?? 5,
    ...(when && { when }),
    ...(phase !== undefined && { phase }),
  };
}

/** What has to be handed in with the application, then with each phase, in order. */
export function compileAttachments(
  bench: Workbench,
  definition: Definition,
): readonly AttachmentRule[] {
  const first = Object.entries(definition.attachments ?? {}).map(([key, source]) =>
    compileAttachment(bench, key, source),
  );
  const later = Object.entries(definition.phases ?? {}).flatMap(([phase, { attachments = {} }]) =>
    Object.entries(attachments).map(([key, source]) =>
      compileAttachment(bench, key, source, phase),
    ),
  );
  return [...first, ...later];
}

export function compileReminder(
  bench: Workbench,
  { notices }: Definition,
): ReminderRule | undefined {
  const source = notices?.reminder;
  if (!source) return undefined;
  const of = compileAt<string>(bench, source.of, 'string', {
    path: ['notices', 'reminder', 'of'],
    upTo: END,
  });
  return of && { of, daysBefore: source.days_before };
}

export function compileOutput(bench: Workbench, { output }: Definition): OutputRule {
  const record = Object.entries(output?.record ?? {}).flatMap(([item, expression]) => {
    const path = ['output', 'record', item];
    const value = compileAt<unknown>(bench, expression, undefined, { path, upTo: END });
    return value ? [{ item, value }] : [];
  });
  return { ...(output?.form && { form: output.form }), record };
}

export function reviewRule({ review }: Definition): ReviewRule {
  return {
    approval: review?.approval ?? false,
    outcomes: review?.outcomes ?? ['completed'],
    appeal: review?.appeal ?? false,
    ...(review?.days !== undefined && { days: review.days }),
  };
}

export function whoRule({ who }: Definition): WhoRule | undefined {
  return who && { mayApply: who.may_apply, proof: who.proof ?? {} };
}

export function intakeRule({ intake }: Definition): IntakeRule | undefined {
  return intake && { closesDay: intake.closes_day, monthsAhead: intake.months_ahead };
}
