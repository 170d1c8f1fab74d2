import type { Application } from '../../server/domain/applications/application.ts';
import type { Services } from '../../server/services.ts';
import { sampleDraft, sampleSubmission } from '../storage/samples.ts';
import { fullExample, madeUpAnswers } from './made-up-answers.ts';
import { procedureOf } from './sample-town.ts';

/** Cases of that procedure as residents sent them, without walking through the pages. */
export async function submitCases(
  { stores, library, clock }: Services,
  procedureId: string,
  count: number,
  change: Partial<Application> = {},
): Promise<readonly Application[]> {
  const procedure = procedureOf(library, procedureId);
  const now = clock.now();
  const answers = madeUpAnswers(procedure, fullExample(procedure), now.toISOString().slice(0, 10));
  const made: Application[] = [];
  for (let at = 0; at < count; at++) {
    const draft = sampleDraft({ procedureId, version: procedure.version });
    await stores.drafts.create(draft);
    const submission = sampleSubmission({
      application: {
        id: draft.id,
        procedureId,
        version: procedure.version,
        answers,
        submittedAt: now,
        receivedAt: now,
        ...change,
      },
      events: [{ type: 'received', at: now, actor: 'resident', detail: {} }],
    });
    const { result } = await stores.applications.submit(submission);
    if (result !== 'submitted') throw new Error(result);
    made.push(submission.application);
  }
  return made;
}
