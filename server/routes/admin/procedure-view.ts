import type { FastifyRequest } from 'fastify';
import { isOwnWork } from '../../domain/versions/review-version.ts';
import type { VersionHead } from '../../domain/versions/version.ts';
import { actionsFrom, type VersionAction } from '../../domain/versions/version-transitions.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import type { ProcedureState } from './procedure-states.ts';
import { sectionWords, stateTags } from './procedures-view.ts';
import { reviewersInWords } from './version-reviewers.ts';
import { eventRows, headWords, momentWords, type People } from './version-words.ts';

/** A step that was refused, with what had been typed. */
export interface RefusedStep {
  readonly version: string;
  readonly step: string;
  readonly text: string;
  /** What the gate found, each with the page on which it is mended. */
  readonly items?: readonly {
    readonly text: string;
    readonly href: string;
    readonly place: string;
  }[];
  /** How many more it found, and where all of it stands. */
  readonly more?: number;
  readonly check?: string;
  readonly typed: Readonly<Record<string, string>>;
  /** An input is to be mended, and nothing else. */
  readonly isTyped?: boolean;
}

interface Scene {
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly state: ProcedureState;
  readonly people: People;
}

/** In the place of a version's id: what stands there as it was shipped. */
export const SHIPPED = 'shipped';

/** Whose step it is: who looks at what a colleague has made, or who makes it. */
const REVIEWS = new Set<VersionAction>(['approve', 'return']);

async function stepsOf({ services, request }: Scene, head: VersionHead) {
  const mayMake = request.staffMay('procedures.manage');
  const mayReview = request.staffMay('procedures.review', head.section);
  const allowed = actionsFrom(head.state).filter((action) =>
    REVIEWS.has(action) ? mayReview || (mayMake && action === 'return') : mayMake,
  );
  const login = request.staff?.login ?? '';
  const own =
    allowed.includes('approve') &&
    (await isOwnWork({ versions: services.stores.versions }, head, login));
  return {
    isOwn: own,
    steps: allowed.filter((action) => action !== 'approve' || !own),
    mayMake,
  };
}

async function openCard(scene: Scene, head: VersionHead, refused: RefusedStep | undefined) {
  const { services, people, state } = scene;
  const { steps, isOwn, mayMake } = await stepsOf(scene, head);
  const events = await services.stores.versions.events(head.id);
  const tomorrow = addDays(todayInTokyo(services.clock.now()), 1);
  const typed = { reason: '', note: head.note, day: tomorrow, time: '09:00', ...refused?.typed };
  return {
    ...headWords(head, people),
    revision: head.revision,
    steps,
    isOwn,
    reviewers:
      mayMake && (head.state === 'draft' || head.state === 'in_review')
        ? await reviewersInWords(services, head)
        : undefined,
    refused,
    typed,
    // Another version went online since: what it changed is not in this one.
    isBehind:
      head.state !== 'published' &&
      (state.published?.publishedAt ?? head.createdAt) > head.createdAt,
    openHref: adminPaths.version(head.id),
    openText: mayMake && head.state === 'draft' ? '直す' : '中身を見る',
    checkHref: adminPaths.check(head.id),
    differencesHref: adminPaths.differences(head.id),
    events: eventRows(events, people),
    step: (name: string) => adminPaths.versionStep(head.id, name),
  };
}

async function rowOf({ services, people }: Scene, head: VersionHead) {
  return {
    ...headWords(head, people),
    events: eventRows(await services.stores.versions.events(head.id), people),
    openHref: adminPaths.version(head.id),
    differencesHref: adminPaths.differences(head.id),
    restore: adminPaths.versionStep(head.id, 'restore'),
    mayArchive: head.state === 'superseded',
    archive: adminPaths.versionStep(head.id, 'archive'),
    revision: head.revision,
  };
}

function linksOf({ request, state }: Scene) {
  const { id, section, online } = state;
  const isOnline = online === 'published' || online === 'shipped';
  return [
    ...(isOnline ? [{ href: paths.applyStart('ja', id), text: '住民のページを見る' }] : []),
    ...(isOnline && request.staffMay('procedures.manage')
      ? [{ href: adminPaths.links(id), text: 'ポスターと短いアドレス' }]
      : []),
    ...(request.staffMay('figures.read')
      ? [{ href: adminPaths.understanding(id), text: 'わかりやすさ' }]
      : []),
    ...(request.staffMay('procedures.pause', section)
      ? [{ href: adminPaths.pauses(id), text: '緊急停止' }]
      : []),
  ];
}

/** One procedure: how it stands, what is being made, what was. View: `admin/procedure`. */
export async function procedureView(
  services: Services,
  request: FastifyRequest,
  state: ProcedureState,
  options: { readonly done?: string | undefined; readonly refused?: RefusedStep } = {},
): Promise<PageModel> {
  const staff = await services.stores.staff.list();
  const people: People = new Map(staff.map(({ login, name }) => [login, name]));
  const scene = { services, request, state, people };
  const { published, pause } = state;
  const { refused } = options;
  const cards = [...state.open, ...(published ? [published] : [])];
  const openIds = new Set(cards.map(({ id }) => id));
  const isShipped = services.library.procedures.has(state.id) || state.online === 'broken';
  const findings = services.library.broken.get(state.id) ?? [];
  return {
    title: state.title,
    hasErrors: refused !== undefined,
    styles: ['office-account.css', 'admin-versions.css'],
    scripts: ['once.js'],
    back: adminPaths.procedures(),
    section: sectionWords(services, state.section),
    tags: stateTags(state),
    done: options.done,
    refused,
    pause: pause && {
      reason: pause.reason.ja,
      until: pause.until && momentWords(pause.until),
      href: adminPaths.pauses(state.id),
    },
    broken: state.online === 'broken' ? findings.map(({ message }) => message) : undefined,
    links: linksOf(scene),
    mayMake: request.staffMay('procedures.manage'),
    canBegin: isShipped || published !== undefined,
    newVersion: adminPaths.newVersion(state.id),
    retire:
      state.online === 'shipped' && request.staffMay('procedures.manage')
        ? {
            id: SHIPPED,
            action: adminPaths.retire(state.id),
            refused: refused?.version === SHIPPED ? refused : undefined,
          }
        : undefined,
    cards: await Promise.all(
      cards.map((head) =>
        openCard(scene, head, refused?.version === head.id ? refused : undefined),
      ),
    ),
    earlier: await Promise.all(
      state.versions.filter(({ id }) => !openIds.has(id)).map((head) => rowOf(scene, head)),
    ),
  };
}
