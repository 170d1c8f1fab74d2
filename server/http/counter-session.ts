import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { CounterDevice } from '../domain/counter/device.ts';
import type { Sitting } from '../domain/counter/sitting.ts';
import { closeIfOver, secondsLeft, sittingTimes } from '../domain/counter/sitting-timeout.ts';
import { isLocale } from '../domain/procedures/locale.ts';
import { clockTimeJst } from '../lib/jst-date.ts';
import { hashSecret } from '../lib/secret-hash.ts';
import type { Services } from '../services.ts';
import { counterPaths } from './counter-paths.ts';
import { leaveNoTraces } from './counter-traces.ts';
import { type FormLanguage, formLanguages } from './form-languages.ts';
import { officePaths } from './office-paths.ts';
import type { PageModel } from './page-context.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Of routes of the counter, beside `staff`. tablet: only on a tablet that is paired. sitting:
     * only in the sitting of the address (`:sitting`), open on this tablet with whoever is signed in.
     */
    counter?: 'tablet' | 'sitting';
  }
  interface FastifyRequest {
    /** This tablet, on every page of the staff's side; undefined on any other machine. */
    tablet: CounterDevice | undefined;
    /** The sitting of the address, on `sitting` routes. */
    sitting: Sitting | undefined;
    /** How long it lives if nobody touches it, from this answer on. */
    sittingIdle: CounterFrame['idle'];
  }
  interface FastifyReply {
    /** A page of the counter; its view has the layout `/layouts/counter`. */
    counterPage(view: string, model: PageModel): Promise<string>;
    /** From now on this browser is that tablet. */
    rememberTablet(secret: string): void;
    forgetTablet(): void;
  }
}

/** What every page of the counter shows around itself. */
export interface CounterFrame {
  readonly paths: typeof counterPaths;
  readonly tablet: CounterDevice;
  readonly sitting?: Sitting;
  /** Whole seconds until the sitting ends by itself, and for how many of them that is shown. */
  readonly idle?:
    | {
        readonly leftSeconds: number;
        readonly warnSeconds: number;
        /** The same as a time of day in Tokyo, for pages that no script counts down. */
        readonly endsAt: { readonly hour: string; readonly minute: string };
      }
    | undefined;
  readonly staff: { readonly login: string; readonly name: string };
  /** POST. */
  readonly signOut: string;
  /** On the pages of a form. */
  readonly formLanguages?: readonly FormLanguage[] | undefined;
}

const COUNTER = /^\/counter(\/|\?|$)/;
const SECRET = /^[\w-]{43}$/;
const YEAR = 365 * 24 * 3_600;
/** A sitting is told that somebody is there so often, and not with every page. */
const TOUCH_MS = 15_000;

/** What a page asks for by itself (events, a look whether the line is there) is nobody's touch. */
const isSomebody = ({ method, headers }: FastifyRequest) =>
  method === 'POST' || (headers['sec-fetch-dest'] ?? 'document') === 'document';

async function openSitting(
  { stores, clock, library }: Services,
  request: FastifyRequest,
): Promise<Sitting | undefined> {
  const { sitting: id = '' } = request.params as { sitting?: string };
  const { sittings } = stores;
  const sitting = await sittings.find(id);
  const isHere = sitting?.state === 'open' && sitting.deviceId === request.tablet?.id;
  const times = sittingTimes(library.municipality);
  // To the second, and not when the sweep comes by.
  if (!isHere || (await closeIfOver({ sittings, clock }, sitting, times))) return undefined;
  if (sitting.staffLogin !== request.staff?.login) return undefined;
  const now = clock.now();
  const isDue = now.getTime() - sitting.touchedAt.getTime() > TOUCH_MS && isSomebody(request);
  if (isDue) await sittings.touch(id, now);
  const touched = isDue ? { ...sitting, touchedAt: now } : sitting;
  const leftSeconds = secondsLeft(touched, times, now);
  const endsAt = clockTimeJst(new Date(now.getTime() + leftSeconds * 1000));
  request.sittingIdle = { leftSeconds, warnSeconds: times.warnSeconds, endsAt };
  return touched;
}

/** What lies on the tablet and is over is closed before anybody is led back to it. */
async function closeWhatIsOver({ stores, clock, library }: Services, tablet: CounterDevice) {
  const { sittings } = stores;
  const open = await sittings.findOn(tablet.id);
  if (open) await closeIfOver({ sittings, clock }, open, sittingTimes(library.municipality));
}

/** The forms of a sitting are read in the resident's language. */
function speak(services: Services, request: FastifyRequest): void {
  const { language } = request.params as { language?: string };
  if (!isLocale(language) || !services.library.municipality.languages.includes(language)) return;
  request.locale = language;
  request.words = services.words(language);
}

/** The counter's side: which tablet this is, and which sitting is open on it. */
export const counterSession = fp(
  async (app: FastifyInstance, { services }: { services: Services }) => {
    const secure = services.config.publicUrl.startsWith('https://');
    const name = secure ? '__Host-madoguchi-tablet' : 'madoguchi-tablet';
    const attributes = { path: '/', httpOnly: true, secure, sameSite: 'strict' as const };
    app.decorateRequest('tablet');
    app.decorateRequest('sitting');
    app.decorateRequest('sittingIdle');
    app.decorateReply('rememberTablet', function (this: FastifyReply, secret) {
      this.setCookie(name, secret, { ...attributes, maxAge: YEAR });
    });
    app.decorateReply('forgetTablet', function (this: FastifyReply) {
      this.setCookie(name, '', { ...attributes, maxAge: 0 });
    });
    app.decorateReply('counterPage', function (this: FastifyReply, view, model) {
      return this.page(view, model);
    });

    // A tablet that was unpaired, and shows up again: whoever is signed in on it is signed out.
    const meet = async (request: FastifyRequest, reply: FastifyReply) => {
      const secret = request.cookies[name];
      if (secret === undefined || secret === '') return;
      const known = SECRET.test(secret)
        ? await services.stores.devices.findByToken(hashSecret(secret))
        : undefined;
      if (known?.kind === 'tablet') {
        request.tablet = known;
        return;
      }
      reply.forgetTablet();
      if (request.sessionHash !== '') await services.stores.staff.endSession(request.sessionHash);
      reply.endSession();
    };
    const check = async (request: FastifyRequest, reply: FastifyReply) => {
      const { counter } = request.routeOptions.config;
      if (counter === undefined) return;
      if (request.tablet === undefined) return reply.redirect(counterPaths.pair(), 303);
      if (counter === 'tablet') return closeWhatIsOver(services, request.tablet);
      request.sitting = await openSitting(services, request);
      // Over, elsewhere or somebody else's: nothing of it is said, and the way on is the same.
      if (request.sitting === undefined) {
        return reply.redirect(`${counterPaths.home()}?over=1`, 303);
      }
      speak(services, request);
    };
    // Around the check of who it is, which `staff-session` puts first.
    app.addHook('onRoute', (route) => {
      if (route.config?.staff === undefined) return;
      const [staff, ...own] = [route.preHandler ?? []].flat();
      // HEAD is made from GET, which has them by then.
      if (staff === undefined || staff === meet) return;
      if (!COUNTER.test(route.url)) {
        route.preHandler = [meet, staff, ...own];
        return;
      }
      route.preHandler = [meet, staff, check, ...own];
      route.onSend = [leaveNoTraces, ...[route.onSend ?? []].flat()];
    });
  },
  { name: 'counter-session', dependencies: ['staff-session', '@fastify/cookie'] },
);

/** The frame of a page of the counter; undefined anywhere else. */
export function counterFrame(request: FastifyRequest): CounterFrame | undefined {
  const { tablet, staff, sitting, sittingIdle: idle } = request;
  if (tablet === undefined || staff === undefined || !COUNTER.test(request.url)) return undefined;
  const { login, name } = staff;
  const own = { paths: counterPaths, tablet, staff: { login, name } };
  const frame = { ...own, formLanguages: formLanguages(request) };
  return { ...frame, signOut: officePaths.signOut(), ...(sitting && { sitting, idle }) };
}
