import type { Clock } from '../../lib/clock.ts';
import type { StaffActor } from '../cases/case.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { asksIdentity, checkIdentity } from '../cases/check-identity.ts';
import { DomainError } from '../errors.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

/**
 * 本人確認書類: with a photo one is enough; without one two are asked for (住民基本台帳事務処理要領).
 */
export const ID_KINDS = [
  'my_number_card',
  'driver_license',
  'residence_card',
  'special_permanent_resident_certificate',
  'passport',
  'disability_certificate',
  'two_without_photo',
  'other',
] as const;

export type IdKind = (typeof ID_KINDS)[number];

export const isIdKind = (text: unknown): text is IdKind =>
  (ID_KINDS as readonly unknown[]).includes(text);

/** Staff compared the document with whoever sits there. Only its kind is kept, never a copy. */
export function noteIdCheck(
  { sittings, clock }: { readonly sittings: SittingStore; readonly clock: Clock },
  input: { readonly sittingId: string; readonly kind: IdKind; readonly by: StaffActor },
): Promise<Sitting> {
  const { sittingId: id, kind, by } = input;
  const now = clock.now();
  return sittings.change({ id, now }, ({ facts }) => ({
    sitting: { facts: { ...facts, idCheck: { kind, at: now.toISOString(), by } } },
    audit: { action: 'sitting.identity_seen', actor: by, detail: { kind } },
  }));
}

/**
 * An application of the sitting was sent: where its procedure asks who it is, and it was seen, the
 * case says so from the first moment. Without a check, or where the case knows already, nothing
 * happens.
 */
export async function recordIdCheck(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly sitting: Pick<Sitting, 'facts'>;
    readonly procedure: Pick<Procedure, 'identity'>;
    readonly applicationId: string;
  },
): Promise<void> {
  const { sitting, procedure, applicationId } = input;
  const { idCheck } = sitting.facts;
  if (idCheck === undefined || !asksIdentity(procedure)) return;
  const by = idCheck.by as StaffActor;
  const seen = { procedure, applicationId, by, how: 'counter', seen: idCheck.kind } as const;
  try {
    await checkIdentity(stores, clock, seen);
  } catch (error) {
    // Sent twice, or printed to be brought: there is nothing to add.
    if (!(error instanceof DomainError)) throw error;
  }
}
