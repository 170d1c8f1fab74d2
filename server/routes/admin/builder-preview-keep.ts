import type { FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import { trialName } from './builder-preview-name.ts';
import type { Trial, Trials } from './builder-preview-trials.ts';

const TWO_HOURS_MS = 2 * 3_600_000;
/** Answers of the largest form are some 3 KB; more than this stays in one process and ends with it. */
const MOST_LETTERS = 200_000;

const MOMENTS = new Set(['startedAt', 'updatedAt', 'expiresAt', 'receivedAt']);

const opened = (content: string) =>
  JSON.parse(content, (key, value) =>
    MOMENTS.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as Trial;

/** How far the trial was when the request came, to know whether there is anything new to keep. */
const before = new WeakMap<FastifyRequest, number>();

/** Takes the trial as the database has it, where this process knows none or an older one. */
export async function takeTrial(
  { stores, clock }: Services,
  trials: Trials,
  request: FastifyRequest,
) {
  const name = trialName(request);
  const kept = await stores.previewTrials.find(name, clock.now());
  if (kept && kept.changes > (trials.find(name)?.changes ?? 0)) {
    trials.put(name, opened(kept.content));
  }
  before.set(request, trials.find(name)?.changes ?? 0);
}

/** Keeps what has changed with this request, before the browser asks for the next page. */
export async function keepTrial(
  { stores, clock }: Services,
  trials: Trials,
  request: FastifyRequest,
): Promise<void> {
  const name = trialName(request);
  const trial = trials.find(name);
  if (!trial || trial.changes === before.get(request)) return;
  const content = JSON.stringify(trial);
  if (content.length > MOST_LETTERS) return;
  const now = clock.now();
  const until = new Date(now.getTime() + TWO_HOURS_MS);
  const isKept = await stores.previewTrials.put(
    { name, changes: trial.changes, content, until },
    now,
  );
  // Another process was quicker, in another window: its copy counts from here on.
  if (!isKept) trials.forget(name);
}
