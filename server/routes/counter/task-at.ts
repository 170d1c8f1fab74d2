import type { FastifyRequest } from 'fastify';
import type { CounterTask } from '../../domain/counter/sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';
import { sittingOf } from './form-source.ts';

/** @throws DomainError page_not_found when the sitting has no such task */
export async function taskAt(services: Services, request: FastifyRequest): Promise<CounterTask> {
  const { task: id } = request.params as { task: string };
  const tasks = await services.stores.sittings.tasks(sittingOf(request).id);
  const task = tasks.find((one) => one.id === id);
  if (task === undefined) throw new DomainError('page_not_found');
  return task;
}
