import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { TokenProblem } from '../../domain/hand-over/api-token.ts';
import type { API_ERRORS, ERROR } from './api-schemas.ts';

type ApiErrorCode = (typeof API_ERRORS)[number];

const ANSWERS: Readonly<Record<ApiErrorCode, readonly [number, string]>> = {
  token_missing: [401, 'Send the token: "Authorization: Bearer <token>".'],
  token_unknown: [401, 'There is no such token. Ask the system administrator for one.'],
  token_expired: [401, 'The token has expired. Ask the system administrator for a new one.'],
  token_revoked: [401, 'The token was revoked. Ask the system administrator for a new one.'],
  not_in_scope: [403, 'This token is not for this procedure.'],
  protected: [403, 'The case is of a person under protection. Ask the section for it.'],
  not_found: [404, 'There is nothing at this address.'],
  version_unknown: [409, 'The case has no such version yet. Fetch it again.'],
  bad_request: [400, 'The request is not as /api/v1/openapi.json describes it.'],
  unavailable: [503, 'This does not work just now. Try again later.'],
  too_many: [429, 'Too many requests. Wait as long as Retry-After says.'],
};

/** One shape for everything that is refused: a code for programs and a sentence for people. */
export function refuse(
  reply: FastifyReply,
  error: ApiErrorCode,
  detail?: string,
): z.infer<typeof ERROR> {
  const [status, message] = ANSWERS[error];
  reply.code(status);
  return { error, message: detail === undefined ? message : `${message} ${detail}` };
}

/** RFC 6750 3.1: without a token no error code, else why it is not good. */
export function refuseToken(reply: FastifyReply, problem: TokenProblem) {
  const [, why] = ANSWERS[problem];
  const challenge = 'Bearer realm="madoguchi"';
  reply.header(
    'WWW-Authenticate',
    problem === 'token_missing'
      ? challenge
      : `${challenge}, error="invalid_token", error_description="${why}"`,
  );
  return refuse(reply, problem);
}
