import type { StaffActor } from '../domain/cases/case.ts';
import {
  type Decision,
  decideApplication,
  decisionStep,
} from '../domain/cases/decide-application.ts';
import { draftDecision } from '../domain/decisions/draft-decision.ts';
import { positionsOf } from '../domain/procedures/positions.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import type { Clock } from '../lib/clock.ts';
import type { Services } from '../services.ts';

interface Deciding {
  readonly procedure: Procedure;
  readonly applicationId: string;
  readonly decision: Decision;
  readonly by: StaffActor;
}

/** A decision of long ago: where it goes round today, it went round on paper then. */
export async function decidePast(
  stores: Services['stores'],
  clock: Clock,
  deciding: Deciding,
): Promise<void> {
  const { procedure, applicationId, decision, by } = deciding;
  if (procedure.review.route === undefined) {
    await decideApplication(stores, clock, deciding);
    return;
  }
  const now = clock.now();
  await stores.cases.take({
    applicationId,
    now,
    decide: (snapshot) => decisionStep(procedure, snapshot, { decision, by, now }),
  });
}

/** Somebody of the sample town's staff drafts it, so that there is something to sign. */
export async function draftSample(
  { stores, clock, library }: Services,
  { procedure, applicationId, decision }: Omit<Deciding, 'by'>,
): Promise<void> {
  const people = await stores.staff.list();
  const drafter = people.find(({ roles }) =>
    roles.some(({ role, section }) => role === 'case_worker' && section === procedure.section),
  );
  if (drafter === undefined) return;
  await draftDecision(stores, clock, {
    procedure,
    positions: positionsOf(library.municipality),
    applicationId,
    by: { staffId: drafter.id, login: drafter.login },
    decision,
    text: '見本の文です。お知らせを郵便で送ります。',
    note: '見本のメモです。書類を確かめました。',
    seq: (await stores.cases.timeline(applicationId)).at(-1)?.seq ?? 0,
  });
}
