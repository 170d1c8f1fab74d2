import type { Application } from '../domain/applications/application.ts';
import { asksIdentity, checkIdentity } from '../domain/cases/check-identity.ts';
import { decideApplication } from '../domain/cases/decide-application.ts';
import { fixFee } from '../domain/cases/fix-fee.ts';
import { isReturnable, returnForCorrection } from '../domain/cases/return-for-correction.ts';
import { takeUpApplication } from '../domain/cases/take-up-application.ts';
import { exemptionStanding } from '../domain/fees/exemption.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Services } from '../services.ts';
import { decidePast, draftSample } from './sample-decisions.ts';

const by = 'staff:sample' as const;
/** Who approves is somebody else than who looked at it. */
const approver = 'staff:sample-manager' as const;

type Stores = Services['stores'];
type Step = (stores: Stores, clock: Services['clock'], found: Found) => Promise<unknown>;

interface Found {
  readonly procedure: Procedure;
  readonly applicationId: string;
  readonly application: Application;
}

const leaveInReview: Step = async () => undefined;

/** The first answer that a resident typed themselves. */
const returnOne: Step = async (stores, clock, { procedure, applicationId, application }) => {
  const field = [...procedure.fields.values()].find(
    ({ id, repeat, type }) =>
      repeat === undefined &&
      (type === 'text' || type === 'date' || type === 'phone') &&
      application.answers[id] !== undefined &&
      isReturnable(procedure, `fields.${id}`),
  );
  if (!field) return;
  await returnForCorrection(stores, clock, {
    procedure,
    applicationId,
    by,
    items: [{ about: `fields.${field.id}`, reason: 'wrong' }],
    text: '見本の文です。書類を見ながら、もう一度入力してください。',
  });
};

/** One of six came with their card; somebody called the others back to hear who it was. */
const identify: Step = async (stores, clock, { procedure, applicationId }) => {
  if (!asksIdentity(procedure)) return;
  const cameWithCard = clock.now().getUTCDate() % 6 === 0;
  const way = cameWithCard
    ? ({ how: 'counter', seen: 'my_number_card' } as const)
    : ({ how: 'phone' } as const);
  await checkIdentity(stores, clock, { procedure, applicationId, by, ...way });
};

/** The next thing that a review of that procedure comes to: approval, a fee, an outcome. */
const goOn: Step = async (stores, clock, found) => {
  const { procedure, applicationId } = found;
  if (procedure.fee.when === 'after_review') {
    const lines = [{ item: 'copies', label: '写し', yen: 600 }];
    await fixFee(stores, clock, { procedure, applicationId, by, lines, payDays: 14 });
    return;
  }
  const { approval, outcomes } = procedure.review;
  const decision = approval ? 'approved' : outcomes.find((outcome) => outcome !== 'refused');
  if (!decision) return;
  await identify(stores, clock, found);
  const decider = decision === 'approved' ? approver : by;
  await decideApplication(stores, clock, { procedure, applicationId, by: decider, decision });
};

const STEPS: readonly Step[] = [leaveInReview, goOn, returnOne];

/** A case of long ago: looked at the next day and brought to its end some days later. */
export async function finishSample(
  { stores }: Pick<Services, 'stores'>,
  { procedure, applicationId, at }: Pick<Found, 'procedure' | 'applicationId'> & { at: Date },
): Promise<void> {
  const application = await stores.applications.find(applicationId);
  const { approval, outcomes } = procedure.review;
  const decision = outcomes.find((outcome) => outcome !== 'refused');
  const isPlain =
    !approval && procedure.fee.when !== 'after_review' && procedure.booking === undefined;
  if (application?.status !== 'received' || !decision || !isPlain) return;
  // Whether the proof of an exemption holds is for somebody to see: it waits for them.
  const events = await stores.applications.events(applicationId);
  if (exemptionStanding(procedure, application, events) === 'claimed') return;
  const after = (days: number) => fixedClock(new Date(at.getTime() + days * 86_400_000));
  await takeUpApplication(stores, after(1), { applicationId, by });
  await identify(stores, after(5), { procedure, applicationId, application });
  await decidePast(stores, after(6), { procedure, applicationId, by, decision });
}

/** Some of what was sent is looked at, returned, approved or decided, so that the town shows life. */
export async function reviewSamples(
  services: Services,
  applicationIds: readonly string[],
): Promise<void> {
  const { stores, clock, library } = services;
  for (const [index, applicationId] of applicationIds.entries()) {
    const application = await stores.applications.find(applicationId);
    const procedure = application && library.procedures.get(application.procedureId);
    if (application?.status !== 'received' || !procedure || procedure.booking) continue;
    await takeUpApplication(stores, clock, { applicationId, by });
    const found = { procedure, applicationId, application };
    if (procedure.review.route) {
      await identify(stores, clock, found);
      await draftSample(services, { procedure, applicationId, decision: 'granted' });
      continue;
    }
    const step = STEPS[index % STEPS.length] as Step;
    await step(stores, clock, found);
  }
}
