import type { FastifyRequest } from 'fastify';
import type { Permission } from '../../../domain/staff/roles.ts';
import type { Services } from '../../../services.ts';

/** A way on from the front page of 会計; `waiting` says how much there is to do. */
export interface FinanceDoor {
  readonly href: string;
  readonly label: string;
  readonly summary: string;
  readonly permission: Permission;
  /** How many things wait there; nothing is shown for none. */
  waiting?(services: Services, request: FastifyRequest): Promise<number>;
}
