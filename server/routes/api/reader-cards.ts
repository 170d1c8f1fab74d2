import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCard } from '../../domain/counter/card-reading.ts';
import type { CounterDevice } from '../../domain/counter/device.ts';
import type { Sitting } from '../../domain/counter/sitting.ts';
import { sittingTimes } from '../../domain/counter/sitting-timeout.ts';
import { takeCard } from '../../domain/counter/take-card.ts';
import { lookupPostcode } from '../../domain/fields/postcode.ts';
import type { Services } from '../../services.ts';
import { formFacts } from '../counter/sitting-facts.ts';
import { refuseReader } from './reader-errors.ts';

const KEY = /^[\w-]{1,100}$/;

async function takeOver(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, library, tabletWatch } = services;
  const reader = request.reader as CounterDevice;
  const { 'idempotency-key': key } = request.headers;
  if (key !== undefined && !(typeof key === 'string' && KEY.test(key))) {
    return refuseReader(reply, 'key_malformed');
  }
  const read = readCard(request.body);
  if ('problems' in read) {
    const { problems } = read;
    const isNumber = problems.some(({ code }) => code === 'individual_number_refused');
    return refuseReader(reply, isNumber ? 'individual_number_refused' : 'card_refused', problems);
  }
  const { addresses } = library;
  const { postcode = '' } = read.reading;
  const place = await lookupPostcode(postcode, addresses);
  const context = {
    sittings: stores.sittings,
    clock,
    addresses,
    times: sittingTimes(library.municipality),
    formFacts: (sitting: Sitting) => formFacts(services, sitting),
  };
  const outcome = await takeCard(context, reader, read.reading, { key, place });
  if (outcome === 'no_sitting' || outcome === 'other_sitting') return refuseReader(reply, outcome);
  if (reader.tabletId !== null) tabletWatch.tell(reader.tabletId);
  reply.code(202);
  return { sitting: true, repeated: outcome === 'repeated' };
}

/** POST /api/v1/reader/cards: what the card says goes to whoever sits at the reader's tablet. */
export function readerCards(app: FastifyInstance, services: Services): void {
  app.post('/api/v1/reader/cards', { config: { csrf: 'machine' } }, (request, reply) =>
    takeOver(services, request, reply),
  );
}
