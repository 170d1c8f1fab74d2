import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { CardProblem } from '../../domain/counter/card-reading.ts';

/** Everything that a reader's program can be told, with its status. docs/reader-bridge.md */
const ANSWERS = {
  token_missing: [401, 'Send the token: "Authorization: Bearer <token>".'],
  token_unknown: [401, 'This reader is not paired. Make a code on the tablet and pair it anew.'],
  code_malformed: [422, 'A code has eight characters, e.g. 7K3M-Q9TD.'],
  code_unknown: [422, 'There is no such code. Read it from the tablet again.'],
  code_used: [409, 'This code was used. Make a new one on the tablet.'],
  code_expired: [410, 'This code is over. Make a new one on the tablet.'],
  no_sitting: [409, 'Nobody sits at the tablet. Wait for the event "sitting" with open: true.'],
  other_sitting: [409, 'Somebody else sits at the tablet by now. Nothing was taken over.'],
  key_malformed: [422, 'An Idempotency-Key has 1 to 100 letters, digits, "-" or "_".'],
  card_refused: [422, 'Nothing of the card was kept. "problems" says which item is wrong.'],
  individual_number_refused: [422, 'Never send an individual number (個人番号). Nothing was kept.'],
  not_json: [415, 'Send JSON: "Content-Type: application/json".'],
  too_large: [413, 'A card has at most 8 KiB.'],
  not_found: [404, 'There is nothing at this address.'],
  too_many: [429, 'Too many requests. Wait as long as Retry-After says.'],
  unavailable: [503, 'This does not work just now. Try again later.'],
} as const;

export type ReaderErrorCode = keyof typeof ANSWERS;

/** One shape for everything that is refused: a code for programs and a sentence for people. */
export function refuseReader(
  reply: FastifyReply,
  error: ReaderErrorCode,
  problems?: readonly CardProblem[],
) {
  const [status, message] = ANSWERS[error];
  reply.code(status);
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="madoguchi-reader"');
  if (status === 503) reply.header('Retry-After', '5');
  return { error, message, ...(problems && { problems }) };
}

/** What a program sent is in no log: only that it failed. */
export function readerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (status === 413) return reply.send(refuseReader(reply, 'too_large'));
    if (status === 415) return reply.send(refuseReader(reply, 'not_json'));
    if (status === 404) return reply.send(refuseReader(reply, 'not_found'));
    if (status < 500) return reply.send(refuseReader(reply, 'card_refused', []));
    request.log.error({ err: error }, 'request failed');
    return reply.send(refuseReader(reply, 'unavailable'));
  });
}
