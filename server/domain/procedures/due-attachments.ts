import type { AttachmentRule } from './case-rules.ts';
import type { Journey, Procedure } from './procedure.ts';

/**
 * What has to be handed in by these answers, in the order of the definition: with the application,
 * or with that phase (whose journey it must be).
 */
export function dueAttachments(
  procedure: Procedure,
  journey: Journey,
  phase?: string,
): readonly AttachmentRule[] {
  return procedure.attachments.filter(
    (rule) => rule.phase === phase && (!rule.when || rule.when.run(journey.scope)),
  );
}
