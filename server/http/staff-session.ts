import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Permission } from '../domain/staff/roles.ts';
import {
  mayDo,
  type PermissionScene,
  type SignedInStaff,
  sectionsFor,
} from '../domain/staff/staff.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';
import { adminPaths } from './admin-paths.ts';
import { counterPaths } from './counter-paths.ts';
import { financePaths } from './finance-paths.ts';
import { officePaths } from './office-paths.ts';
import type { PageModel } from './page-context.ts';
import { keepUnsent } from './unsent-forms.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route of the staff's side says who may use it; `anybody`: it is how one gets in. */
    staff?: Permission | 'anybody';
    /** Also before the passphrase is one's own and, in production, a second factor is set up. */
    settlingIn?: true;
  }
  interface FastifyInstance {
    /** Every route of the staff's side and who may use it. */
    staffRoutes: readonly StaffRoute[];
  }
  interface FastifyRequest {
    /** Who is signed in; undefined outside the staff's side and on `anybody` routes without a session. */
    staff: SignedInStaff | undefined;
    /** Is that allowed to whoever is signed in, today, in that section (without one: in any)? */
    staffMay(permission: Permission, section?: string): boolean;
    /** Sections in which it is allowed, as a list of keys. */
    staffSections(permission: Permission): readonly string[];
  }
  interface FastifyReply {
    /** A page of the staff's side, in Japanese, with its frame. */
    officePage(view: string, model: PageModel): Promise<string>;
    /** 403 with whom to ask, and an entry in the log. `about`: an id, never a name. */
    notPermitted(permission: Permission, about?: string): Promise<string>;
  }
}

export interface StaffRoute {
  readonly method: string;
  readonly url: string;
  readonly staff: Permission | 'anybody';
}

/** Nobody touched it that long: the desk is empty. */
export const IDLE_MS = 30 * 60_000;

/** However busy: a working day, then one signs in anew. The cookie lasts as long. */
export const LONGEST_MS = 12 * 3_600_000;

export const STAFF_SIDE = /^\/(office|counter|admin)(\/|\?|$)/;

interface NavEntry {
  readonly href: string;
  readonly label: string;
  readonly permission: Permission;
}

const NAV: readonly NavEntry[] = [
  { href: officePaths.cases(), label: '申請', permission: 'cases.list' },
  { href: officePaths.decisions(), label: '決裁', permission: 'decisions.sign' },
  { href: officePaths.exports(), label: '書き出し', permission: 'exports.make' },
  { href: financePaths.home(), label: '会計', permission: 'charges.read' },
  { href: financePaths.tills(), label: 'レジ', permission: 'till.work' },
  { href: counterPaths.home(), label: '窓口', permission: 'counter.work' },
  { href: counterPaths.figures(), label: '窓口の数字', permission: 'counter.figures' },
  { href: counterPaths.devices(), label: '窓口の端末', permission: 'counter.devices' },
  { href: adminPaths.procedures(), label: '手続きの作成', permission: 'procedures.pause' },
  { href: adminPaths.settings(), label: '町の設定', permission: 'settings.manage' },
  { href: adminPaths.inventory(), label: '棚卸し', permission: 'inventory.manage' },
  { href: adminPaths.indicators(), label: '数字', permission: 'figures.read' },
  { href: officePaths.register(), label: '住民情報', permission: 'register.import' },
  { href: officePaths.protections(), label: '支援措置', permission: 'protections.read' },
  { href: officePaths.failedMails(), label: '届かないメール', permission: 'messages.failed' },
  { href: officePaths.absences(), label: '不在', permission: 'absences.enter' },
  { href: officePaths.staff(), label: '職員', permission: 'staff.manage' },
  { href: officePaths.apiTokens(), label: 'システム連携', permission: 'api_tokens.manage' },
  { href: officePaths.retention(), label: '保存と削除', permission: 'retention.run' },
  { href: officePaths.downtimes(), label: '停止のお知らせ', permission: 'downtimes.manage' },
  { href: officePaths.audit(), label: '操作の記録', permission: 'audit.read' },
];

/** Who asks whom when something is not allowed. */
const ASK: Readonly<Partial<Record<Permission, string>>> = {
  'cases.approve': '課長',
  'cases.assign': '課長',
  'absences.enter': '課長',
  'exports.bulk': '課長',
  'protections.manage': '課長',
};

async function signedIn(
  { stores, clock }: Services,
  request: FastifyRequest,
): Promise<SignedInStaff | undefined> {
  if (request.sessionHash === '') return undefined;
  const session = await stores.staff.findSession(request.sessionHash, clock.now(), IDLE_MS);
  if (session === undefined) return undefined;
  const { staff, secondFactor, startedAt } = session;
  return { ...staff, secondFactor, signedInAt: startedAt };
}

/** Only a path of the staff's own side: nobody is sent elsewhere after signing in. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined &&
    /^\/(office|counter|admin)(\/[\w\-./?=&%]*|\?[\w\-./=&%]*)?$/.test(wanted)
    ? wanted
    : officePaths.home();
}

/** In with a passphrase that somebody else made, and may know. */
export function mustChoosePassphrase({ secondFactor, passphrase }: SignedInStaff): boolean {
  return (secondFactor === 'none' || secondFactor === 'totp') && passphrase === 'temporary';
}

/** One thing was shown, and the town asks for two. */
export const isOneFactor = ({ secondFactor }: SignedInStaff): boolean =>
  secondFactor === 'none' || secondFactor === 'oidc_alone';

/**
 * What has to be done before anything else: a passphrase that somebody else made is changed, and in
 * production nobody works with a passphrase alone.
 */
function settlingInStep(staff: SignedInStaff, { config }: Services): string | undefined {
  if (mustChoosePassphrase(staff)) return officePaths.accountPassphrase();
  const isAlone = isOneFactor(staff) && config.mode === 'production';
  return isAlone ? officePaths.accountSecondFactor() : undefined;
}

/** Where to go on after signing in. What was sent meanwhile is kept, or it is said that it isn't. */
async function wayBack(services: Services, request: FastifyRequest): Promise<string> {
  const { method, url, sessionHash } = request;
  if (method === 'GET') return `to=${encodeURIComponent(url)}`;
  if (sessionHash === '') return 'unsent';
  const now = services.clock.now();
  const staffId = await services.stores.staff.idleStaff(sessionHash, now);
  const id = staffId && keepUnsent(request, staffId);
  return id === undefined ? 'unsent' : `to=${encodeURIComponent(officePaths.unsent(id))}`;
}

async function askForSignIn(services: Services, request: FastifyRequest, reply: FastifyReply) {
  return reply.redirect(`${officePaths.signIn()}?${await wayBack(services, request)}`, 303);
}

/** Who is this, and may they? Anybody else is sent to where they can show it. */
function checkStaff(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { staff: wanted, settlingIn } = request.routeOptions.config;
    if (wanted === undefined) return;
    request.staff = await signedIn(services, request);
    if (wanted === 'anybody') return;
    if (request.staff === undefined) return askForSignIn(services, request, reply);
    const step = settlingIn ? undefined : settlingInStep(request.staff, services);
    if (step !== undefined) return reply.redirect(step, 303);
    if (!request.staffMay(wanted)) {
      return reply.type('text/html; charset=utf-8').send(await reply.notPermitted(wanted));
    }
  };
}

const sceneOf = ({ clock, live }: Services): PermissionScene => ({
  day: todayInTokyo(clock.now()),
  grants: live.grants,
});

/** Whoever works here: session, permissions, and the frame of their pages. */
export const staffSession = fp(
  async (app: FastifyInstance, { services }: { services: Services }) => {
    const scene = () => sceneOf(services);
    app.decorateRequest('staff');
    app.decorateRequest('staffMay', function (this: FastifyRequest, permission, section) {
      return this.staff !== undefined && mayDo(this.staff, permission, { ...scene(), section });
    });
    app.decorateRequest('staffSections', function (this: FastifyRequest, permission) {
      if (this.staff === undefined) return [];
      const sections = sectionsFor(this.staff, permission, scene());
      return sections === 'all'
        ? Object.keys(services.library.municipality.sections)
        : [...sections];
    });
    app.decorateReply('officePage', function (this: FastifyReply, view, model) {
      const { request } = this;
      const isSettled = request.staff && settlingInStep(request.staff, services) === undefined;
      // /counter/figures lies below /counter, and is a place of its own.
      // A version's pages stand beside its procedure's.
      const url = request.url.replace(/^\/admin\/versions\//, `${adminPaths.procedures()}/`);
      const here = NAV.filter(({ href }) => url.startsWith(href))
        .map(({ href }) => href)
        .reduce((longest, href) => (href.length > longest.length ? href : longest), '');
      const nav = NAV.filter(({ permission }) => isSettled && request.staffMay(permission)).map(
        ({ href, label }) => ({ href, label, current: href === here }),
      );
      const frame = { nav, staff: request.staff, paths: officePaths };
      return this.page(view, { ...model, office: frame });
    });
    app.decorateReply('notPermitted', async function (this: FastifyReply, permission, about) {
      const { staff, routeOptions } = this.request;
      await services.stores.audit.append({
        at: services.clock.now(),
        actor: `staff:${staff?.login ?? ''}`,
        action: 'access.refused',
        subject: about ?? routeOptions.url ?? '',
        detail: { permission },
      });
      this.code(403);
      return this.officePage('office/not-permitted', {
        title: 'この操作はできません',
        ask: ASK[permission] ?? 'システム管理者',
      });
    });

    const staffRoutes: StaffRoute[] = [];
    const check = checkStaff(services);
    app.decorate('staffRoutes', staffRoutes);
    // A page of the staff's side that says not who may use it would be open to all of them.
    // The check belongs to these routes alone: residents' pages don't pass it.
    app.addHook('onRoute', (route) => {
      const { url, method, config } = route;
      const staff = config?.staff;
      if (STAFF_SIDE.test(url) && staff === undefined) {
        throw new Error(`${url} does not say who may use it (config.staff)`);
      }
      if (staff !== undefined) {
        staffRoutes.push(...[method].flat().map((one) => ({ method: one, url, staff })));
        // HEAD is made from GET, which has it by then.
        const own = [route.preHandler ?? []].flat();
        route.preHandler = own.includes(check) ? own : [check, ...own];
      }
    });
    app.addHook('onRequest', (request, _reply, done) => {
      if (STAFF_SIDE.test(request.url)) {
        request.locale = 'ja';
        request.words = services.words('ja');
      }
      done();
    });
  },
  { name: 'staff-session', dependencies: ['session', 'views', 'locale'] },
);
