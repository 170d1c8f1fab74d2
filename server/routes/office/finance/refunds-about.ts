import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import type { Charge } from '../../../domain/payments/payment.ts';
import { knownProcedure } from '../../../domain/procedures/known-procedure.ts';
import type { Permission } from '../../../domain/staff/roles.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { isKeptFrom } from '../case/protected-case.ts';
import { owedFor } from './till-entries-view.ts';

/** What a refund is about, in words, and who may look at it. */
export interface RefundAbout {
  readonly charge: Charge;
  readonly title: string;
  readonly number: string;
  /** Of the procedure; null for a bill, which is the town's. */
  readonly section: string | null;
  /** The case that it belongs to. */
  readonly caseHref?: string;
}

/** @throws DomainError charge_not_found */
export async function refundAbout(services: Services, chargeId: string): Promise<RefundAbout> {
  const { stores, library } = services;
  const charge = await stores.charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const { applicationId } = charge;
  const application = applicationId ? await stores.applications.find(applicationId) : undefined;
  const procedure = application && knownProcedure(library, application.procedureId);
  return {
    charge,
    ...(await owedFor(services, chargeId)),
    section: procedure?.section ?? null,
    ...(application && { caseHref: officePaths.case(application.id) }),
  };
}

/**
 * Who is paid out of a protected case (支援措置) is for the named few, and for finance, who transfers
 * the money.
 */
export async function mayReadPayee(
  services: Services,
  request: FastifyRequest,
  about: RefundAbout,
): Promise<boolean> {
  const { stores, library } = services;
  const { staff } = request;
  if (staff === undefined || !mayDoWith(request, 'refunds.ask', about)) return false;
  const { applicationId } = about.charge;
  if (applicationId === null || request.staffMay('bills.read')) return true;
  const application = await stores.applications.find(applicationId);
  const procedure = application && knownProcedure(library, application.procedureId);
  if (application === undefined || procedure === undefined) return false;
  return !(await isKeptFrom(services, { application, procedure, staff }));
}

/** What belongs to no section is finance's and the auditors' alone. */
export function mayDoWith(
  request: FastifyRequest,
  permission: Permission,
  { section }: Pick<RefundAbout, 'section'>,
): boolean {
  if (section !== null) return request.staffMay(permission, section);
  return request.staffMay(permission) && request.staffMay('bills.read');
}
