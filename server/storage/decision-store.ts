import type { StaffActor } from '../domain/cases/case.ts';
import {
  isOvertaken,
  type RoundState,
  type Signature,
} from '../domain/decisions/decision-round.ts';
import type { DecisionScene, DecisionStore } from '../domain/decisions/decision-store.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { readSnapshot, takeStep } from './case-store.ts';
import type { Connection, Driver } from './connection.ts';
import { addRound, addSignature, setRoundState } from './decision-changes.ts';
import { readDesk } from './decision-desk.ts';
import { inPlaceOf } from './decision-in-place.ts';
import { readOpenRounds, readReturned, readRounds } from './decision-rows.ts';

type Drafting = Parameters<DecisionStore['draft']>[0];
type Change = Parameters<DecisionStore['change']>[0];

interface Entry {
  readonly applicationId: string;
  readonly at: Date;
  readonly actor: StaffActor;
}

async function readScene(
  connection: Connection,
  ring: KeyRing,
  { applicationId, now }: Pick<Change, 'applicationId' | 'now'>,
): Promise<DecisionScene> {
  return {
    snapshot: await readSnapshot(connection, ring, applicationId),
    rounds: await readRounds(connection, ring, applicationId),
    desk: await readDesk(connection, todayInTokyo(now)),
  };
}

/** Ends a round that goes round no more, with its entry in the log. */
async function closeRound(
  connection: Connection,
  ring: KeyRing,
  { applicationId, at, actor }: Entry,
  { round, state }: { readonly round: number; readonly state: RoundState },
): Promise<void> {
  await setRoundState(connection, { applicationId, round }, state);
  const detail = { round };
  const entry = { at, actor, subject: applicationId, detail };
  await appendAudit(connection, ring, { ...entry, action: `decision.${state}` });
}

async function sign(
  connection: Connection,
  ring: KeyRing,
  { applicationId, at, actor }: Entry,
  { round, signature }: { readonly round: number; readonly signature: Signature },
): Promise<void> {
  await addSignature(connection, ring, { applicationId, round }, signature);
  const { step, forStaffId, seenSeq } = signature;
  await appendAudit(connection, ring, {
    at,
    actor,
    action: 'decision.signed',
    subject: applicationId,
    detail: {
      round,
      step,
      seq: seenSeq,
      verdict: signature.verdict,
      ...(forStaffId !== null && { in_place_of: forStaffId }),
    },
  });
}

async function draft(connection: Connection, ring: KeyRing, drafting: Drafting): Promise<void> {
  const { applicationId, now, by, staffId, decide } = drafting;
  const scene = await readScene(connection, ring, drafting);
  const drafted = decide(scene);
  const entry: Entry = { applicationId, at: now, actor: by };
  for (const { round } of scene.rounds.filter(isOvertaken)) {
    await closeRound(connection, ring, entry, { round, state: 'overtaken' });
  }
  const round = await addRound(connection, ring, drafted, { applicationId, staffId, at: now });
  await appendAudit(connection, ring, {
    at: now,
    actor: by,
    action: 'decision.drafted',
    subject: applicationId,
    detail: { round, decision: drafted.decision },
  });
}

async function change(connection: Connection, ring: KeyRing, asked: Change): Promise<void> {
  const { applicationId, now, by, mails, holdMails, decide } = asked;
  const scene = await readScene(connection, ring, asked);
  const chosen = decide(scene);
  if (chosen === undefined) return;
  const { round, state, signatures = [], step } = chosen;
  const entry: Entry = { applicationId, at: now, actor: by };
  for (const signature of signatures) {
    await sign(connection, ring, entry, { round, signature });
  }
  if (state) await closeRound(connection, ring, entry, { round, state });
  if (step === undefined) return;
  await takeStep(connection, ring, scene.snapshot, {
    applicationId,
    now,
    ...(mails && { mails }),
    ...(holdMails && { holdMails }),
    decide: () => step,
  });
}

/** Decisions on their way through the positions of the house (決裁). */
export function createDecisionStore(driver: Driver, ring: KeyRing): DecisionStore {
  return {
    draft: (drafting) => driver.write((connection) => draft(connection, ring, drafting)),
    change: (asked) => driver.write((connection) => change(connection, ring, asked)),
    rounds: (id) => driver.read((connection) => readRounds(connection, ring, id)),
    open: () => driver.read((connection) => readOpenRounds(connection, ring)),
    returnedTo: (staffId, since) =>
      driver.read((connection) => readReturned(connection, ring, { staffId, since })),
    inPlaceOf: (staffId, since) =>
      driver.read((connection) => inPlaceOf(connection, ring, { staffId, since })),
    desk: (day) => driver.read((connection) => readDesk(connection, day)),
  };
}
