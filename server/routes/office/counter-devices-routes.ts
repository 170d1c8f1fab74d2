import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { makePairingCode } from '../../domain/counter/pair-device.ts';
import { unpairTablet } from '../../domain/counter/unpair-tablet.ts';
import { DomainError } from '../../domain/errors.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { showCodeOnNextPage } from './counter-devices-once.ts';
import {
  type DeviceProblems,
  devicesPage,
  type TypedDevice,
  unpairPage,
} from './counter-devices-view.ts';

const config = { staff: 'counter.devices' } as const;
const LONGEST_NAME = 20;

function problemsOf(request: FastifyRequest, { name, section }: TypedDevice): DeviceProblems {
  const isOwn = request.staffMay('counter.devices', section);
  return {
    ...((name === '' || name.length > LONGEST_NAME) && {
      name: `端末の名前を${LONGEST_NAME}文字までで入力してください。例：窓口3番`,
    }),
    ...((!isOwn || section === '') && { section: 'この端末を使う課を選んでください。' }),
  };
}

async function makeCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const posted = postedText(request);
  const typed = { name: posted('name').trim(), section: posted('section') };
  const isKnown = Object.hasOwn(services.library.municipality.sections, typed.section);
  const wanted = isKnown ? typed : { ...typed, section: '' };
  const problems = problemsOf(request, wanted);
  if (Object.keys(problems).length > 0) return devicesPage(services, reply, { typed, problems });
  const { stores, clock } = services;
  const { code, expiresAt } = await makePairingCode(
    { codes: stores.counterCodes, clock },
    'pair_tablet',
    { ...wanted, madeBy: `staff:${request.staff?.login ?? ''}` },
  );
  const until = expiresAt.toISOString();
  showCodeOnNextPage(services, reply, { code, name: wanted.name, until });
  return reply.redirect(counterPaths.devices(), 303);
}

/** A tablet, screen or reader that is paired and of a section of this person's; anything else isn't there. */
async function ownDevice({ stores }: Services, request: FastifyRequest): Promise<CounterDevice> {
  const { id } = request.params as { id: string };
  const device = await stores.devices.find(id);
  const isOwn = device && request.staffMay('counter.devices', device.section);
  if (!isOwn || device.unpairedAt !== null) throw new DomainError('page_not_found');
  return device;
}

/** 窓口の端末: a code for a new one, the list, and the end of a lost one. */
export async function counterDeviceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, clock } = services;
  app.get(counterPaths.devices(), { config }, (_request, reply) => devicesPage(services, reply));
  app.post(counterPaths.deviceCode(), { config }, (request, reply) =>
    makeCode(services, request, reply),
  );
  const url = '/office/counter-devices/:id/unpair';
  app.get(url, { config }, async (request, reply) =>
    unpairPage(services, reply, await ownDevice(services, request)),
  );
  app.post(url, { config }, async (request, reply) => {
    const { id } = await ownDevice(services, request);
    const deps = { devices: stores.devices, staff: stores.staff, clock };
    await unpairTablet(deps, id, `staff:${request.staff?.login ?? ''}`);
    return reply.redirect(counterPaths.devices(), 303);
  });
}
