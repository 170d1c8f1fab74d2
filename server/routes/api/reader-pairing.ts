import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { pairDevice } from '../../domain/counter/pair-device.ts';
import { tidyLine } from '../../lib/japanese-text.ts';
import type { Services } from '../../services.ts';
import { refuseReader } from './reader-errors.ts';

const PAIRING = z.object({
  code: z.string().max(40),
  /** As the list of devices shall call it; else after its tablet. */
  name: z.string().transform(tidyLine).pipe(z.string().min(1).max(40)).optional(),
});

/** POST /api/v1/reader/pair: the code stands on the tablet; the token is given once. */
export function readerPairing(app: FastifyInstance, { stores, clock }: Services): void {
  const config = { csrf: 'machine', api: 'open' } as const;
  app.post('/api/v1/reader/pair', { config }, async (request, reply) => {
    const read = PAIRING.safeParse(request.body);
    if (!read.success) return refuseReader(reply, 'code_malformed');
    const { code, name: own } = read.data;
    const used = { devices: stores.devices, codes: stores.counterCodes, clock };
    const paired = await pairDevice(used, 'pair_reader', code, null, own);
    if (paired.result !== 'paired') return refuseReader(reply, `code_${paired.result}`);
    const { id, name } = paired.device;
    reply.code(201);
    return { token: paired.secret, reader: { id, name } };
  });
}
