import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { makePairingCode } from '../../domain/counter/pair-device.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { codeShownOnce, showCodeOnNextPage } from '../office/counter-devices-once.ts';

const KINDS = {
  reader: { name: '読み取り機', purpose: 'pair_reader' },
  display: { name: 'お客様画面', purpose: 'pair_display' },
} as const;

type Kind = keyof typeof KINDS;

const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);

async function belonging({ stores }: Services, { id }: CounterDevice) {
  const devices = await stores.devices.list();
  return devices.filter(({ tabletId, unpairedAt }) => tabletId === id && unpairedAt === null);
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { tablet } = request;
  if (!tablet) return reply.redirect(counterPaths.pair(), 303);
  // A tablet sends its forms by script and follows the answer before it opens the page itself.
  const isLookedAt = request.headers['sec-fetch-dest'] !== 'empty';
  const made = isLookedAt ? codeShownOnce(services, reply, counterPaths.readers()) : undefined;
  const [kind = '', name = ''] = made?.name.split(' ') ?? [];
  const devices = (await belonging(services, tablet)).map((device) => ({
    id: device.id,
    name: device.name,
    kind: device.kind === 'tablet' ? '' : KINDS[device.kind].name,
    since: formatJstMoment(device.pairedAt, 'ja'),
    unpair: counterPaths.readerUnpair(device.id),
  }));
  return reply.counterPage('counter/readers', {
    title: '読み取り機とお客様画面',
    styles: ['counter-readers.css'],
    made: made && {
      kind,
      name,
      code: made.code,
      until: formatJstMoment(new Date(made.until), 'ja'),
    },
    display: `${services.config.publicUrl}${counterPaths.display()}`,
    server: services.config.publicUrl,
    devices,
  });
}

/** A code for what belongs to this tablet: good once, for ten minutes. */
async function makeCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { tablet, staff } = request;
  const kind = postedText(request)('kind');
  if (!tablet || !staff || !isKind(kind)) return reply.redirect(counterPaths.readers(), 303);
  const { name, purpose } = KINDS[kind];
  const { stores, clock } = services;
  const plan = {
    name: `${tablet.name}の${name}`.slice(0, 40),
    section: tablet.section,
    madeBy: `staff:${staff.login}`,
  };
  const codes = { codes: stores.counterCodes, clock };
  const { code, expiresAt } = await makePairingCode(codes, purpose, plan, tablet.id);
  const made = { code, name: `${kind} ${name}`, until: expiresAt.toISOString() };
  showCodeOnNextPage(services, reply, made, counterPaths.readers());
  return reply.redirect(counterPaths.readers(), 303);
}

async function unpair(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { tablet, staff } = request;
  const { device } = request.params as { device: string };
  const own = tablet ? await belonging(services, tablet) : [];
  if (own.some(({ id }) => id === device)) {
    const actor = `staff:${staff?.login ?? ''}`;
    await services.stores.devices.unpair({ id: device, actor, at: services.clock.now() });
  }
  return reply.redirect(counterPaths.readers(), 303);
}

/** What belongs to this tablet: card readers and the second screen. */
export async function readersRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(counterPaths.readers(), { config }, (request, reply) => show(services, request, reply));
  app.post(counterPaths.readers(), { config }, (request, reply) =>
    makeCode(services, request, reply),
  );
  app.post('/counter/readers/:device/unpair', { config }, (request, reply) =>
    unpair(services, request, reply),
  );
}
