import type { FastifyReply } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { whoMayBeSignedIn } from '../../domain/counter/unpair-tablet.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { codeShownOnce } from './counter-devices-once.ts';
import { sectionNames } from './staff-words.ts';

const BELONGING = { tablet: '端末', display: 'お客様画面', reader: '読み取り機' } as const;

export interface TypedDevice {
  readonly name: string;
  readonly section: string;
}

export type DeviceProblems = Readonly<Partial<Record<keyof TypedDevice, string>>>;

/** Names of staff by `staff:<login>`, as the log writes who did something. */
async function namesByActor({ stores }: Services): Promise<ReadonlyMap<string, string>> {
  const all = await stores.staff.list();
  return new Map(all.map(({ login, name }) => [`staff:${login}`, name]));
}

/** Sections whose tablets are this person's business. */
const ownSections = (services: Services, reply: FastifyReply) => {
  const own = new Set(reply.request.staffSections('counter.devices'));
  return [...sectionNames(services)].filter(([key]) => own.has(key));
};

async function deviceRows(services: Services, reply: FastifyReply) {
  const { stores } = services;
  const [devices, last, people] = await Promise.all([
    stores.devices.list(),
    stores.devices.lastSittings(),
    namesByActor(services),
  ]);
  const sections = new Map(ownSections(services, reply));
  const belonging = (id: string) =>
    devices
      .filter(({ tabletId, unpairedAt }) => tabletId === id && unpairedAt === null)
      .map((one) => ({
        text: `${BELONGING[one.kind]}（${one.name}）`,
        since: formatJstMoment(one.pairedAt, 'ja'),
        unpair: counterPaths.deviceUnpair(one.id),
      }));
  const toRow = (device: CounterDevice) => {
    const lastAt = last.get(device.id);
    return {
      name: device.name,
      section: sections.get(device.section),
      pairedAt: formatJstMoment(device.pairedAt, 'ja'),
      pairedBy: people.get(device.pairedBy) ?? device.pairedBy,
      belonging: belonging(device.id),
      lastSitting: lastAt ? formatJstMoment(lastAt, 'ja') : 'まだ使われていません',
      unpairedAt: device.unpairedAt && formatJstMoment(device.unpairedAt, 'ja'),
      unpair: counterPaths.deviceUnpair(device.id),
    };
  };
  return devices
    .filter(({ kind, section }) => kind === 'tablet' && sections.has(section))
    .map(toRow);
}

/** Tablets of the counter: what there is, and the code for a new one. */
export async function devicesPage(
  services: Services,
  reply: FastifyReply,
  { typed, problems = {} }: { typed?: TypedDevice; problems?: DeviceProblems } = {},
): Promise<string> {
  const found = Object.entries(problems).map(([field, text]) => ({ href: `#${field}`, text }));
  if (found.length > 0) reply.code(422);
  const rows = await deviceRows(services, reply);
  const sections = ownSections(services, reply);
  const [only] = sections.length === 1 ? sections : [];
  const made = codeShownOnce(services, reply);
  return reply.officePage('office/counter-devices', {
    title: '窓口の端末',
    styles: ['office-account.css', 'office-counter.css'],
    hasErrors: found.length > 0,
    found,
    errors: problems,
    typed: typed ?? { name: '', section: only?.[0] ?? '' },
    sections: sections.map(([key, name]) => ({ key, name })),
    made: made && { ...made, until: formatJstMoment(new Date(made.until), 'ja') },
    pair: `${services.config.publicUrl}${counterPaths.pair()}`,
    paired: rows.filter((row) => row.unpairedAt === null),
    unpaired: rows.filter((row) => row.unpairedAt !== null),
    codes: counterPaths.deviceCode(),
  });
}

/** What unpairing does, before it is done: of a tablet with all that belongs to it, or of one screen or reader. */
export async function unpairPage(
  services: Services,
  reply: FastifyReply,
  device: CounterDevice,
): Promise<string> {
  const { stores } = services;
  const people = await namesByActor(services);
  const logins = await whoMayBeSignedIn(
    { devices: stores.devices, clock: services.clock },
    device.id,
  );
  return reply.officePage('office/counter-devices-unpair', {
    title: `「${device.name}」を外す`,
    styles: ['office-account.css'],
    devices: counterPaths.devices(),
    action: counterPaths.deviceUnpair(device.id),
    kind: device.kind,
    what: BELONGING[device.kind],
    isUsed: (await stores.sittings.findOn(device.id)) !== undefined,
    people: logins.map((login) => people.get(`staff:${login}`) ?? login),
  });
}
