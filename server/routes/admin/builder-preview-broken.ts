import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import { openDesk } from './builder-desk.ts';
import { findingsOf } from './builder-findings.ts';

/** What keeps the form from being shown, where its pages would stand. */
export async function showBroken(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const desk = await openDesk(services, request);
  return reply.page('admin/builder-preview-broken', {
    title: 'プレビュー',
    styles: ['admin-builder.css', 'admin-builder-forms.css'],
    findings: findingsOf(desk).filter(({ level }) => level === 'error'),
  });
}
