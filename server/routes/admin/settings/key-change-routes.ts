import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  askForKey,
  confirmKey,
  type KeyDesk,
  type KeyOutcome,
  returnKey,
} from '../../../domain/settings/decide-key-change.ts';
import type { KeyChange } from '../../../domain/settings/key-change.ts';
import { readSealingKey, sealingKeyProblem } from '../../../domain/settings/sealing-key.ts';
import { TOWN_FILE, withKey } from '../../../domain/settings/sealing-keys-in-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { type KeyPageSaid, keyPageView } from './key-change-view.ts';
import { postedText } from './posted.ts';
import { keyInForce, publishedSection, sealedOf } from './section-keys.ts';

const REFUSALS: Readonly<Record<Exclude<KeyOutcome['kind'], 'done'>, string>> = {
  too_late:
    'この変更は、ほかの人が先に進めたか、今の鍵がもう変わっています。下のいまの状態を見て、もう一度選んでください。',
  waits_already:
    'この課には、確認を待っている鍵が、もうあります。先に、それを確認するか、戻すか、取りやめてください。',
  same_key: '今の鍵と同じです。新しく作った鍵の公開鍵を入力してください。',
  reason_missing: '戻す理由を書いてください。例：電話で読み合わせた照合番号が違いました。',
  own_work: '自分が頼んだ鍵は、自分では確認できません。ほかの人に頼んでください。',
  troubles: 'この鍵にすると、町の設定が使えなくなります。戻して、鍵を作り直してください。',
};

/** What was done just now, by the word in the address. */
const SAID: Readonly<Record<string, string>> = {
  asked: '確認を頼みました。ほかの人が確認するまで、今の鍵のままです。',
  confirm: '新しい鍵になりました。これから送られるものは、この鍵で封をします。',
  return: '今の鍵のままにしました。',
};

const MOST_OF_A_REASON = 2000;

function keyDesk(services: Services): KeyDesk {
  const { stores, clock, townDesk } = services;
  const publication: KeyDesk['publication'] = async (change, by, audit) => {
    const { section, key, askedBy } = change;
    const published = await townDesk.publishedNow(TOWN_FILE);
    const content = withKey(published, section, key) ?? published;
    const check = await townDesk.checkKey({ path: TOWN_FILE, content });
    const name = services.library.municipality.sections[section]?.name['ja'] ?? section;
    const note = `「${name}」の封をする鍵を替えた（頼んだ人：${askedBy}）`;
    const waiting = await stores.townFiles.proposed(TOWN_FILE);
    const base = (await stores.townFiles.history(TOWN_FILE))[0]?.number ?? 0;
    const file = { path: TOWN_FILE, content, note, by, at: audit.at };
    if (waiting === undefined) return { file: { file, base, audit }, check };
    const carried = withKey(waiting.content, section, key) ?? waiting.content;
    return { file: { file, base, audit, proposal: { content: waiting.content, carried } }, check };
  };
  const keyNow = (section: string) => keyInForce(services, section);
  return { changes: stores.keyChanges, clock, keyNow, publication };
}

/** What was looked at, not what waits by now. */
async function changeOf(
  { stores }: Services,
  request: FastifyRequest,
  section: string,
): Promise<KeyChange | undefined> {
  const number = Number(postedText(request, 'number'));
  return (await stores.keyChanges.history(section)).find((one) => one.number === number);
}

/** What is wrong with the key that was typed. */
function typedProblem(services: Services, section: string, key: string): string | undefined {
  if (key !== '') return sealingKeyProblem(key);
  const sealed = sealedOf(services, section);
  return sealed.length === 0
    ? undefined
    : `封をする鍵は、空にできません。「${sealed.join('」「')}」に封をしているためです。先に、手続きの「封」をやめて公開してください。`;
}

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
    const word = Object.hasOwn(SAID, done) ? SAID[done] : undefined;
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
      : refuse(REFUSALS[outcome.kind]);
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
      return page(request, reply, { reason, errors: [{ at, text: REFUSALS[outcome.kind] }] });
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
