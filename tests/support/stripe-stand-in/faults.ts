import type { ServerResponse } from 'node:http';
import type { Answer, Call } from './api.ts';

/** What goes wrong with the next request, once. */
export type Fault =
  | 'none' // so that the one after it meets a later request
  | 'slow' // it is done, and answered later than the client waits
  | 'error_500' // kept under its key, as the company does
  | 'reset_before' // the connection breaks and nothing was done
  | 'reset_after' // it was done, and the answer is lost
  | 'reset_midway' // it was done, and the connection breaks in the middle of the answer
  | 'no_error_field'; // not 2xx, and no word of why

const ERROR_500: Answer = {
  status: 500,
  body: { error: { type: 'api_error', message: 'try later' } },
};

/** Answers a call, or goes wrong with it in the way that was ordered. */
export function answerWith(
  fault: Fault | undefined,
  call: Call,
  answer: (call: Call, instead?: Answer) => Answer,
  response: ServerResponse,
): void {
  if (fault === 'reset_before') {
    response.destroy();
    return;
  }
  const json = { 'content-type': 'application/json' };
  if (fault === 'no_error_field') {
    response.writeHead(503, json).end(JSON.stringify({ note: 'maintenance' }));
    return;
  }
  const { status, body } = answer(call, fault === 'error_500' ? ERROR_500 : undefined);
  call.answer = { status, body: structuredClone(body) };
  const text = JSON.stringify(body);
  if (fault === 'slow') return;
  if (fault === 'reset_after') response.destroy();
  else if (fault === 'reset_midway') {
    const whole = { ...json, 'content-length': Buffer.byteLength(text) };
    response.writeHead(status, whole).write(text.slice(0, text.length / 2), () => {
      response.destroy();
    });
  } else response.writeHead(status, json).end(text);
}
