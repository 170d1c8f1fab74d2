import type {
  AttachmentRule,
  IntakeRule,
  Phase,
  ReminderRule,
  RetentionRule,
  ReviewRule,
  WhoRule,
} from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import type { Municipality } from '../municipality.ts';
import { positionsOf, routeProblem } from '../positions.ts';
import type { Expression, Page } from '../procedure.ts';
import { planAttachments } from './attachments.ts';
import { compileAt, type Workbench } from './fields.ts';

/** May use every answer of the case, of phases too. */
const END = Number.POSITIVE_INFINITY;

/** What has to be handed in with the application, then with each phase, in order. */
export function compileAttachments(
  bench: Workbench,
  definition: Definition,
): readonly AttachmentRule[] {
  return planAttachments(definition).map((plan) => {
    const { key, source, path, phase, onlyFor } = plan;
    const upTo = phase === undefined ? bench.applicationEnd : END;
    const when = compileAt<boolean>(bench, source.when, 'bool', { path: [...path, 'when'], upTo });
    const proof = compileAt<boolean>(bench, onlyFor, 'bool', { path: ['who', 'proof'], upTo });
    const both = when && proof ? bothOf(when, proof) : (when ?? proof);
    return {
      key,
      mayFollow: source.may_follow ?? false,
      deliver: source.deliver ?? 'upload',
      accept: source.accept ?? 'any',
      maxFiles: source.max_files ?? 5,
      ...(both && { when: both }),
      ...(phase !== undefined && { phase }),
    };
  });
}

function bothOf(one: Expression<boolean>, other: Expression<boolean>): Expression<boolean> {
  return {
    source: `(${one.source}) && ${other.source}`,
    uses: new Set([...(one.uses ?? []), ...(other.uses ?? [])]),
    run: (scope) => one.run(scope) && other.run(scope),
  };
}

/** @param pagesOf compiles the pages of that phase */
export function compilePhases(
  { phases }: Definition,
  pagesOf: (phase: string) => readonly Page[],
): readonly Phase[] {
  return Object.entries(phases ?? {}).map(([id, { opens, within }]) => ({
    id,
    opens,
    ...(within && { withinDays: within.days }),
    pages: pagesOf(id),
  }));
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

/** A position that a remembered version names and the town has no more: the section's own route. */
function routeOf({ review, section }: Definition, municipality: Municipality): readonly string[] {
  const usual = municipality.sections[section]?.decide ?? [];
  const { route = usual } = review ?? {};
  return routeProblem(route, positionsOf(municipality)) === undefined ? route : usual;
}

export function reviewRule(definition: Definition, municipality: Municipality): ReviewRule {
  const { review } = definition;
  const route = routeOf(definition, municipality);
  return {
    approval: review?.approval ?? false,
    outcomes: review?.outcomes ?? ['completed'],
    appeal: review?.appeal ?? false,
    appealFirst: review?.appeal_first ?? false,
    ...(review?.days !== undefined && { days: review.days }),
    ...(route.length > 0 && { route }),
  };
}

export function retentionRule({ retention }: Definition): RetentionRule | undefined {
  if (!retention) return undefined;
  const { years, refused = years, withdrawn = years } = retention;
  return { years, refused, withdrawn };
}

export function whoRule({ who }: Definition): WhoRule | undefined {
  return who && { mayApply: who.may_apply, proof: who.proof ?? {} };
}

export function intakeRule({ intake }: Definition): IntakeRule | undefined {
  return intake && { closesDay: intake.closes_day, monthsAhead: intake.months_ahead };
}
