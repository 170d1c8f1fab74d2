import type { Answers } from '../../server/domain/fields/answers.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import {
  encodeForm,
  type FormAt,
  type HttpReply,
  HttpResident,
  walkOverHttp,
} from '../support/http-resident.ts';
import { jobsPerSecond, requestsPerSecond } from './measure.ts';
import { postsPerSecond, preparePost } from './prepared-posts.ts';

/** A running server and a procedure without a fee, whose answers are complete. */
export interface Scene {
  readonly url: string;
  readonly procedure: Procedure;
  readonly answers: Answers;
}

/** Of each round: as many as the server keeps opened, because residents send a form within minutes of its last page. */
const DRAFTS = 144;
/** Rounds before the clock starts: about a second of them, as the other measurements warm up, too. */
const WARM_UP = 6;
/** Of each round before the clock starts: the limit beside it has half a second to warm up, too. */
const EARLY = 16;
/** What was closed is over, so that the server does nothing else. */
const SETTLE_MS = 200;
const SAVES = 300;

export interface OpenForm extends FormAt {
  readonly resident: HttpResident;
}

/** Fills in a new form up to that page and leaves it open there. */
export async function openForm(scene: Scene, until: string): Promise<OpenForm> {
  const resident = new HttpResident(scene.url);
  return { resident, ...(await walkOverHttp({ ...scene, resident, until })) };
}

function expectStatus(reply: HttpReply, status: number): HttpReply {
  if (reply.status !== status)
    throw new Error(`answered ${reply.status}:\n${reply.body.slice(0, 500)}`);
  return reply;
}

/** The page as a browser without compression gets it, and how often a second it is served. */
export async function formPageRate(scene: Scene, page: string) {
  const { resident, path } = await openForm(scene, page);
  const { body } = expectStatus(await resident.get(path), 200);
  const { cookie } = resident;
  const rate = await requestsPerSecond({ url: scene.url + path, status: 200, cookie });
  return { rate, bytes: Buffer.byteLength(body) };
}

/** Nothing filled in: every field complains. */
export async function invalidPostRate(scene: Scene, page: string): Promise<number> {
  const { resident, path, hidden } = await openForm(scene, page);
  const body = encodeForm({ ...hidden, intent: 'next' });
  const { cookie } = resident;
  return requestsPerSecond({ url: scene.url + path, status: 422, cookie, body });
}

/**
 * One draft per connection, saved again and again: each save carries the revision of the last.
 * @returns one round of it: posts a second
 */
export async function savedPosts(scene: Scene, page: string, connections: number) {
  const forms: OpenForm[] = [];
  for (let n = 0; n < connections; n += 1) forms.push(await openForm(scene, page));
  const revisions = forms.map((form) => Number(form.hidden['revision']));
  const save = (at: number) => async () => {
    const { resident, path, hidden, wishes } = forms[at] as OpenForm;
    const revision = String(revisions[at]);
    const form = { ...hidden, ...wishes, revision, intent: 'next' };
    expectStatus(await resident.post(path, form), 303);
    revisions[at] = Number(revision) + 1;
  };
  return async (): Promise<number> => {
    const rates = await Promise.all(
      forms.map((_, at) =>
        jobsPerSecond(
          Array.from({ length: SAVES }, () => save(at)),
          1,
        ),
      ),
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  };
}

/**
 * The final POST alone, of drafts that were filled in beforehand, on so many connections.
 * @returns one round of it, warmed up: posts a second
 */
export async function submissions(scene: Scene, connections: number) {
  const round = async (): Promise<number> => {
    const forms: OpenForm[] = [];
    for (let n = 0; n < DRAFTS; n += 8) {
      forms.push(...(await Promise.all(Array.from({ length: 8 }, () => openForm(scene, 'check')))));
    }
    const posts = forms.map(({ resident, path, hidden }) => {
      resident.close();
      return preparePost(scene.url + path, resident.cookie, { ...hidden, intent: 'submit' });
    });
    await new Promise((settled) => setTimeout(settled, SETTLE_MS));
    const early = posts.splice(0, EARLY);
    await postsPerSecond(scene.url, early, 1, { status: 303 });
    return postsPerSecond(scene.url, posts, connections, { status: 303 });
  };
  for (let n = 0; n < WARM_UP; n += 1) await round();
  return round;
}

/** Whole journeys, so many begun each second whatever the server does. @returns the time of each answer, ms */
export async function journeyTimes(scene: Scene, perSecond: number, seconds: number) {
  const times: number[] = [];
  const journey = async () => {
    const resident = new HttpResident(scene.url);
    const onReply = (reply: HttpReply) => times.push(reply.took);
    const { path, hidden } = await walkOverHttp({ ...scene, resident, onReply });
    onReply(expectStatus(await resident.post(path, { ...hidden, intent: 'submit' }), 303));
    resident.close();
  };
  const running: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    running.push(journey());
    await new Promise((go) => setTimeout(go, 1000 / perSecond));
  }
  await Promise.all(running);
  return times;
}
