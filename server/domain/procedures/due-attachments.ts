import type { AttachmentRule } from './case-rules.ts';
import type { Journey, Procedure } from './procedure.ts';

const known = new WeakMap<Journey, Map<string, readonly AttachmentRule[]>>();

/**
 * What has to be handed in by these answers, in the order of the definition: with the application,
 * or with that phase (whose journey it must be).
 */
export function dueAttachments(
  procedure: Procedure,
  journey: Journey,
  phase?: string,
): readonly AttachmentRule[] {
  // Every page of a form asks whether documents follow, of a journey that does not change.
  let byPhase = known.get(journey);
  if (byPhase === undefined) {
    byPhase = new Map();
    known.set(journey, byPhase);
  }
  let due = byPhase.get(phase ?? '');
  if (due === undefined) {
    due = procedure.attachments.filter(
      (rule) => rule.phase === phase && (!rule.when || rule.when.run(journey.scope)),
    );
    byPhase.set(phase ?? '', due);
  }
  return due;
}
