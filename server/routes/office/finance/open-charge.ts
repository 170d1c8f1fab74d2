import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChargeScope } from '../../../domain/payments/charge-story.ts';
import { knownProcedures } from '../../../domain/procedures/known-procedure.ts';
import type { Permission } from '../../../domain/staff/roles.ts';
import type { SignedInStaff } from '../../../domain/staff/staff.ts';
import type { Services } from '../../../services.ts';
import { type ChargeAbout, chargeAbout } from '../../receipts/load-receipt.ts';
import { isKeptFrom } from '../case/protected-case.ts';

/** A charge as it lies on somebody's desk. */
export interface OpenCharge extends ChargeAbout {
  /** The payer is protected (支援措置), and whoever looks is none of the named few. */
  readonly isKept: boolean;
  readonly by: `staff:${string}`;
}

type ChargeHandler = (
  found: OpenCharge,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

/** Whose charges that person sees: sections those of their procedures, finance and the auditor all. */
export function scopeOf({ library }: Services, request: FastifyRequest): ChargeScope {
  if (request.staffMay('bills.read')) return { procedureIds: 'all', bills: true };
  const sections = request.staffSections('charges.read');
  const own = knownProcedures(library).filter(({ section }) => sections.includes(section));
  return { procedureIds: own.map(({ id }) => id), bills: false };
}

/** Bills belong to no section: finance works at them, and the till that took the money prints. */
function mayWorkAt(
  request: FastifyRequest,
  permission: Permission,
  { charge, procedure }: ChargeAbout,
): boolean {
  if (procedure !== undefined) return request.staffMay(permission, procedure.section);
  const isBill = charge.billId !== null;
  const ofTown = request.staffMay('bills.read');
  return request.staffMay(permission) && (ofTown || (isBill && permission === 'receipts.issue'));
}

async function isNameKept(services: Services, staff: SignedInStaff, about: ChargeAbout) {
  const { application, procedure } = about;
  if (application === undefined || procedure === undefined) return application !== undefined;
  return isKeptFrom(services, { application, procedure, staff });
}

/**
 * The charge, if whoever asks may do that in its section; else undefined.
 * @throws DomainError charge_not_found
 */
export async function openCharge(
  services: Services,
  request: FastifyRequest,
  permission: Permission,
  chargeId: string,
): Promise<OpenCharge | undefined> {
  const about = await chargeAbout(services, chargeId);
  const { staff } = request;
  if (staff === undefined || !mayWorkAt(request, permission, about)) return undefined;
  const isKept = await isNameKept(services, staff, about);
  return { ...about, isKept, by: `staff:${staff.login}` };
}

/** A handler that is given the charge of its address, or says whom to ask. */
export function withCharge(services: Services, permission: Permission, handler: ChargeHandler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { id } = request.params as { id: string };
    const found = await openCharge(services, request, permission, id);
    if (found === undefined) return reply.notPermitted(permission, id);
    return handler(found, request, reply);
  };
}
