import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { areGoodReaders } from '../../domain/protections/new-protection.ts';
import { type Protection, renewedTo } from '../../domain/protections/protection.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { listIn, postedForm } from './case/posted-values.ts';
import { addProtection } from './protections-add.ts';
import { newProtectionPage } from './protections-form.ts';
import { possibleReaders } from './protections-readers.ts';
import { protectionPage, protectionRow } from './protections-view.ts';

interface Asked {
  readonly protection: Protection;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Act = (services: Services, asked: Asked) => Promise<unknown>;

const by = ({ clock }: Services, request: FastifyRequest) => ({
  actor: `staff:${request.staff?.login ?? ''}`,
  at: clock.now(),
});

/** To whoever is none of the named few it is as if there were none. */
function withProtection(services: Services, act: Act) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { id } = request.params as { id: string };
    const protection = await services.stores.protections.find(id, request.staff?.id ?? '');
    if (protection === undefined) throw new DomainError('page_not_found');
    return act(services, { protection, request, reply });
  };
}

async function list(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const own = await services.stores.protections.listFor(request.staff?.id ?? '');
  const today = todayInTokyo(services.clock.now());
  await services.stores.audit.append({
    ...by(services, request),
    action: 'protection.listed',
    subject: '',
    detail: { ids: own.map(({ id }) => id).join(' ') },
  });
  return reply.officePage('office/protections', {
    title: '支援措置',
    rows: own.map((one) => protectionRow(one, today)),
    mayManage: request.staffMay('protections.manage'),
  });
}

async function show(services: Services, { protection, request, reply }: Asked, error?: string) {
  await services.stores.audit.append({
    ...by(services, request),
    action: 'protection.viewed',
    subject: protection.id,
    detail: {},
  });
  if (error !== undefined) reply.code(422);
  const { new: made } = request.query as { new?: unknown };
  return reply.officePage('office/protection', {
    ...(await protectionPage(services, request, protection)),
    hasErrors: error !== undefined,
    error,
    made: made === '1' || made === 'more',
    isMore: made === 'more',
  });
}

const renew: Act = async (services, { protection, request, reply }) => {
  const { id } = protection;
  const from = postedText(request)('to');
  const to = renewedTo(protection.to, todayInTokyo(services.clock.now()));
  // Pressed twice, it is renewed once.
  await services.stores.protections.renew(id, { from, to }, by(services, request));
  return reply.redirect(officePaths.protection(id), 303);
};

const setReaders: Act = async (services, asked) => {
  const { protection, request, reply } = asked;
  const readers = [...new Set(listIn(postedForm(request), 'reader'))];
  if (!areGoodReaders(readers, await possibleReaders(services))) {
    return show(services, asked, '見られる職員を選んでください。課長を1人以上入れてください。');
  }
  await services.stores.protections.setReaders(protection.id, readers, by(services, request));
  return reply.redirect(officePaths.protections(), 303);
};

const end: Act = async (services, asked) => {
  const { protection, request, reply } = asked;
  if (postedText(request)('confirm') !== 'yes') {
    const error =
      '終わらせるときは、「ほかの職員にも見えるようになります」にチェックを入れてください。';
    return show(services, asked, error);
  }
  await services.stores.protections.end(protection.id, by(services, request));
  return reply.redirect(officePaths.protections(), 303);
};

/** 支援措置: the named few see theirs, and the managers among them keep them. */
export async function protectionRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const read = { config: { staff: 'protections.read' } } as const;
  const manage = { config: { staff: 'protections.manage' } } as const;
  app.get(officePaths.protections(), read, (request, reply) => list(services, request, reply));
  app.get(officePaths.protectionNew(), manage, (request, reply) =>
    newProtectionPage(services, request, reply),
  );
  app.post(officePaths.protectionNew(), manage, (request, reply) =>
    addProtection(services, request, reply),
  );
  app.get('/office/protections/:id', read, withProtection(services, show));
  app.post('/office/protections/:id/renew', manage, withProtection(services, renew));
  app.post('/office/protections/:id/readers', manage, withProtection(services, setReaders));
  app.post('/office/protections/:id/end', manage, withProtection(services, end));
}
