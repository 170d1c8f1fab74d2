import type { Journey, Procedure } from './procedure.ts';

/** What has to be handed in by these answers, in the order of the definition. */
export function dueAttachments(
  procedure: Procedure,
  journey: Journey,
): readonly { readonly key: string; readonly mayFollow: boolean }[] {
  return procedure.attachments
    .filter(({ when }) => !when || when.run(journey.scope))
    .map(({ key, mayFollow }) => ({ key, mayFollow }));
}
