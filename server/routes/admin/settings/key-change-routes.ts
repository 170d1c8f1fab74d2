import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  askForKey,
  confirmKey,
  type KeyDesk,
  returnKey,
} from '../../../domain/settings/decide-key-change.ts';
import type { KeyChange } from '../../../domain/settings/key-change.ts';
import type { KeyOutcome } from '../../../domain/settings/key-outcome.ts';
import { readSealingKey } from '../../../domain/settings/sealing-key.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { type KeyPageSaid, keyPageView } from './key-change-view.ts';
import { KEY_REFUSALS, KEY_SAID } from './key-change-words.ts';
import { changeOf, keyDesk, typedProblem } from './key-desk.ts';
import { postedText } from './posted.ts';
import { publishedSection } from './section-keys.ts';

const MOST_OF_A_REASON = 2000;

interface Decision {
  /** Where a refusal is told. */
  readonly at: string;
  take(desk: KeyDesk, change: KeyChange, by: string, reason: string): Promise<KeyOutcome>;
}

const DECISIONS: Readonly<Record<string, Decision>> = {
  confirm: { at: 'confirm', take: confirmKey },
  return: {
    at: 'reason',
    take: (desk, change, by, reason) => returnKey(desk, change, { by, reason }),
  },
};

/** 封をする鍵: asked for by one, confirmed or returned by another; until then the old one is used. */
export async function keyChangeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const url = '/admin/settings/sections/:section/key';

  async function page(request: FastifyRequest, reply: FastifyReply, said: KeyPageSaid = {}) {
    const [section, { name }] = publishedSection(services, request);
    if (said.errors !== undefined) reply.code(422);
    const about = [section, name['ja'] ?? section] as const;
    const view = await keyPageView(services, about, request.staff?.login ?? '', said);
    const { done = '' } = request.query as { done?: string };
    const word = Object.hasOwn(KEY_SAID, done) ? KEY_SAID[done] : undefined;
    return reply.officePage('admin/settings-section-key', { ...view, said: word });
  }

  async function ask(request: FastifyRequest, reply: FastifyReply) {
    const [section] = publishedSection(services, request);
    const key = readSealingKey(postedText(request, 'sealing_key'));
    const refuse = (text: string) =>
      page(request, reply, { typed: key, errors: [{ at: 'sealing_key', text }] });
    const wrong = typedProblem(services, section, key);
    if (wrong !== undefined) return refuse(wrong);
    const by = request.staff?.login ?? '';
    const outcome = await askForKey(keyDesk(services), { section, key, by });
    return outcome.kind === 'done'
      ? reply.redirect(`${adminPaths.sectionKey(section)}?done=asked`, 303)
      : refuse(KEY_REFUSALS[outcome.kind]);
  }

  async function decide(request: FastifyRequest, reply: FastifyReply, step: string) {
    const { at, take } = DECISIONS[step] as Decision;
    const [section] = publishedSection(services, request);
    const change = await changeOf(services, request, section);
    const reason = postedText(request, 'reason').slice(0, MOST_OF_A_REASON);
    const by = request.staff?.login ?? '';
    const outcome = change
      ? await take(keyDesk(services), change, by, reason)
      : ({ kind: 'too_late' } as const);
    if (outcome.kind !== 'done') {
      return page(request, reply, { reason, errors: [{ at, text: KEY_REFUSALS[outcome.kind] }] });
    }
    await services.live.refresh();
    return reply.redirect(`${adminPaths.sectionKey(section)}?done=${step}`, 303);
  }

  app.get(url, { config }, (request, reply) => page(request, reply));
  app.post(url, { config }, ask);
  for (const step of Object.keys(DECISIONS)) {
    app.post(`${url}/${step}`, { config }, (request, reply) => decide(request, reply, step));
  }
}
