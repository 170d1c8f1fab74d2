import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addKana } from '../../domain/counter/add-kana.ts';
import { dropUnmended, mendFact } from '../../domain/counter/mend-fact.ts';
import { lookupPostcode } from '../../domain/fields/postcode.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { backToDifferences, changeKnown, showDifferences } from './differences-page.ts';
import { currentFacts } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

const NAME = 'applicant.name';

const WHY: Readonly<Record<string, string>> = {
  name: '氏と名の区切りを選んでください。例：山田｜太郎',
  address: 'この住所の郵便番号を7桁で入力してください。例：100-0005',
};

async function mend(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { clock, library } = services;
  const { sitting } = here(request);
  const typed = postedText(request);
  const fact = typed('fact');
  const waiting = sitting.facts.toMend?.[fact];
  if (waiting === undefined) return backToDifferences(request, reply);
  if (typed('take') === 'nothing') {
    const what = { action: 'sitting.card_item_dropped', fact } as const;
    await changeKnown(services, request, what, (facts) => dropUnmended(facts, fact));
    return backToDifferences(request, reply);
  }
  const { addresses } = library;
  const place = await lookupPostcode(typed('postcode'), addresses);
  const length = (name: string) =>
    /^\d{1,2}$/.test(typed(name)) ? Number(typed(name)) : undefined;
  const [familyLength, familyKanaLength] = [length('name_cut'), length('kana_cut')];
  const mending = {
    ...(familyLength !== undefined && { familyLength }),
    ...(familyKanaLength !== undefined && { familyKanaLength }),
    ...(place && { place }),
  };
  const context = { today: todayInTokyo(clock.now()), addresses };
  if (mendFact(sitting.facts, fact, mending, context) === undefined) {
    return showDifferences(services, request, reply, {
      [`mend-${waiting.type}`]: WHY[waiting.type] ?? '',
    });
  }
  const what = { action: 'sitting.card_item_mended', fact } as const;
  await changeKnown(
    services,
    request,
    what,
    (facts) => mendFact(facts, fact, mending, context) ?? facts,
  );
  return backToDifferences(request, reply);
}

async function writeKana(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { clock, library } = services;
  const typed = postedText(request);
  const kana = { family: typed('family_kana'), given: typed('given_kana') };
  const context = { today: todayInTokyo(clock.now()), addresses: library.addresses };
  const facts = await currentFacts(services, here(request).sitting);
  if (addKana(facts, NAME, kana, context) === undefined) {
    const why = '氏と名のフリガナを、カタカナかひらがなで入力してください。例：ヤマダ　タロウ';
    return showDifferences(services, request, reply, { family_kana: why });
  }
  const what = { action: 'sitting.card_item_mended', fact: NAME } as const;
  await changeKnown(services, request, what, (now) => addKana(now, NAME, kana, context) ?? now);
  return backToDifferences(request, reply);
}

/** What a card said in one piece is parted by staff, or left out. */
export async function mendRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  app.post('/counter/sittings/:sitting/differences/mend', { config }, (request, reply) =>
    mend(services, request, reply),
  );
  app.post('/counter/sittings/:sitting/differences/kana', { config }, (request, reply) =>
    writeKana(services, request, reply),
  );
}
