import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setAt } from '../../../domain/builder/yaml/change-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import { phraseProblems } from '../../../domain/translations/phrase-problems.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import { askedPhrases } from './asked-phrases.ts';
import { UnreadablePhrases } from './phrase-files.ts';
import { PHRASES_URL, phrasesUrl } from './phrase-urls.ts';
import { phrasesPage } from './phrases-page.ts';
import { phrasesTogetherRoutes } from './phrases-together.ts';
import { postedText } from './posted.ts';

async function save(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const asked = await askedPhrases(services, request);
  const { locale, book, path, q } = asked;
  const key = postedText(request, 'key');
  const japanese = Object.hasOwn(asked.japanese, key) ? asked.japanese[key] : undefined;
  if (japanese === undefined) throw new DomainError('page_not_found');
  const text = postedText(request, 'proposal') || postedText(request, 'text');
  const problems = phraseProblems(locale, japanese, text);
  if (problems.length > 0) {
    return phrasesPage(services, reply, asked, { key, text, problems });
  }
  const isChanged = text !== asked.translations[key];
  if (isChanged) {
    const { stores, clock } = services;
    const content = setAt(asked.text, [key], text) ?? asked.text;
    const note = `よく使う文の${languageName(services, locale)}を直した`;
    const by = request.staff?.login ?? '';
    await stores.townFiles.propose({ path, content, note, by, at: clock.now() });
  }
  const { at = '1' } = request.query as { at?: string };
  const more = { ...(q && { q }), at, ...(isChanged && { said: 'saved' }) };
  return reply.redirect(`${phrasesUrl(locale, book, more)}#${encodeURIComponent(key)}`, 303);
}

/** よく使う文: what many procedures say in the same words, a language beside its Japanese. */
export async function phrasesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  /** What can't be read has a page that says where. */
  const orMend = async (reply: FastifyReply, work: () => Promise<unknown>) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnreadablePhrases)) throw error;
      return reply.redirect(adminPaths.settingFile(error.path), 303);
    }
  };
  app.get(PHRASES_URL, { config }, (request, reply) =>
    orMend(reply, async () => phrasesPage(services, reply, await askedPhrases(services, request))),
  );
  app.post(PHRASES_URL, { config }, (request, reply) =>
    orMend(reply, () => save(services, request, reply)),
  );
  await phrasesTogetherRoutes(app, services);
}
