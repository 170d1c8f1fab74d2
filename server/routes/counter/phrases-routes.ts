import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { IN_SITTING, sittingOf } from './form-source.ts';

/** In the order in which a visit goes. */
const PHRASES = [
  'welcome',
  'language',
  'interpreter',
  'procedure',
  'write_nothing',
  'show_id',
  'card_on_reader',
  'name_reading',
  'phone_number',
  'look_together',
  'is_it_right',
  'need_document',
  'later_document',
  'costs',
  'pay_there',
  'pay_phone',
  'sign_here',
  'wait',
  'other_counter',
  'come_again',
  'take_slip',
  'finished',
] as const;

/** 電話通訳: shown to both, with the number for staff. */
function interpreterOf({ library }: Services, locale: Locale) {
  const { interpreter } = library.municipality;
  if (interpreter === undefined) return undefined;
  const { phone, languages, hours } = interpreter;
  return {
    phone,
    tel: `tel:${phone.replaceAll('-', '')}`,
    hours: pickLocal(hours, 'ja'),
    speaks: languages.includes(locale),
  };
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const sitting = sittingOf(request);
  const { languages } = services.library.municipality;
  const { language, phrase } = request.query as { language?: string; phrase?: string };
  const locale = languages.find((one) => one === language) ?? sitting.locale;
  const [own, japanese] = [services.words(locale), services.words('ja')];
  const href = (to: Locale, id = '') =>
    `${counterPaths.phrases(sitting.id)}?language=${to}${id && `&phrase=${id}#large`}`;
  const texts = PHRASES.map((id) => ({
    id,
    own: own.t(`counter_phrases:${id}`),
    japanese: japanese.t(`counter_phrases:${id}`),
    href: href(locale, id),
  }));
  return reply.counterPage('counter/phrases', {
    title: '指さし会話',
    styles: ['counter-read-back.css'],
    lang: htmlLang(locale),
    languages: languages.map((one) => ({
      href: href(one),
      lang: htmlLang(one),
      name: services.words(one).plain('common:language_name'),
      current: one === locale,
    })),
    large: texts.find(({ id }) => id === phrase),
    phrases: texts,
    interpreter: interpreterOf(services, locale),
    list: counterPaths.sitting(sitting.id),
  });
}

/** Sentences to point at. */
export async function phrasesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/counter/sittings/:sitting/phrases';
  app.get(url, { config: IN_SITTING }, (request, reply) => show(services, request, reply));
}
