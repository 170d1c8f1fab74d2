import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { CounterDevice } from '../domain/counter/device.ts';
import type { Sitting } from '../domain/counter/sitting.ts';
import { isLocale } from '../domain/procedures/locale.ts';
import { hashSecret } from '../lib/secret-hash.ts';
import type { Services } from '../services.ts';
import { counterPaths } from './counter-paths.ts';
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
    /** This tablet; undefined on any other machine. */
    tablet: CounterDevice | undefined;
    /** The sitting of the address, on `sitting` routes. */
    sitting: Sitting | undefined;
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
  readonly staff: { readonly login: string; readonly name: string };
}

const SECRET = /^[\w-]{43}$/;
const YEAR = 365 * 24 * 3_600;
/** A sitting is told that somebody is there so often, and not with every page. */
const TOUCH_MS = 15_000;

async function openSitting(
  { stores, clock }: Services,
  request: FastifyRequest,
): Promise<Sitting | undefined> {
  const { sitting: id = '' } = request.params as { sitting?: string };
  const sitting = await stores.sittings.find(id);
  if (sitting === undefined || sitting.state !== 'open') return undefined;
  const isHere = sitting.deviceId === request.tablet?.id;
  if (!isHere || sitting.staffLogin !== request.staff?.login) return undefined;
  const now = clock.now();
  if (now.getTime() - sitting.touchedAt.getTime() > TOUCH_MS) {
    await stores.sittings.touch(id, now);
  }
  return sitting;
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
    app.decorateReply('rememberTablet', function (this: FastifyReply, secret) {
      this.setCookie(name, secret, { ...attributes, maxAge: YEAR });
    });
    app.decorateReply('forgetTablet', function (this: FastifyReply) {
      this.setCookie(name, '', { ...attributes, maxAge: 0 });
    });
    app.decorateReply('counterPage', function (this: FastifyReply, view, model) {
      return this.page(view, model);
    });

    const findTablet = async (request: FastifyRequest) => {
      const secret = request.cookies[name];
      if (secret === undefined || !SECRET.test(secret)) return;
      const device = await services.stores.devices.findByToken(hashSecret(secret));
      if (device?.kind === 'tablet') request.tablet = device;
    };
    const check = async (request: FastifyRequest, reply: FastifyReply) => {
      await findTablet(request);
      const { counter } = request.routeOptions.config;
      if (counter === undefined) return;
      if (request.tablet === undefined) return reply.redirect(counterPaths.pair(), 303);
      if (counter === 'tablet') return;
      request.sitting = await openSitting(services, request);
      // Over, elsewhere or somebody else's: nothing of it is said, and the way on is the same.
      if (request.sitting === undefined) {
        return reply.redirect(`${counterPaths.home()}?over=1`, 303);
      }
      speak(services, request);
    };
    // Behind the check of who it is, which `staff-session` puts first.
    app.addHook('onRoute', (route) => {
      if (!/^\/counter(\/|$)/.test(route.url) || route.config?.staff === undefined) return;
      const [staff, ...own] = [route.preHandler ?? []].flat();
      if (staff !== undefined && !own.includes(check)) route.preHandler = [staff, check, ...own];
    });
  },
  { name: 'counter-session', dependencies: ['staff-session', '@fastify/cookie'] },
);

/** The frame of a page of the counter; undefined anywhere else. */
export function counterFrame({ tablet, staff, sitting }: FastifyRequest): CounterFrame | undefined {
  if (tablet === undefined || staff === undefined) return undefined;
  const { login, name } = staff;
  return { paths: counterPaths, tablet, staff: { login, name }, ...(sitting && { sitting }) };
}
