import { randomUUID, type webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeldForm, LineDown } from '../../views/assets/js/held-form.js';

/** How the line behaves for one attempt: it fails before or after the server has seen it, or holds. */
const WEATHER = fc.constantFrom('lost on the way', 'answer lost', 'fine');

interface Server {
  take(body: string): string;
  readonly taken: readonly string[];
}

/** Takes each press of a button once, as `posted-once.ts` does. */
function takesOnce(): Server {
  const answers = new Map<string, string>();
  const taken: string[] = [];
  return {
    taken,
    take(body) {
      const fields = new URLSearchParams(body);
      const id = fields.get('post_id') ?? '';
      const known = answers.get(id);
      if (known !== undefined) return known;
      taken.push(fields.get('name') ?? '');
      answers.set(id, `after ${fields.get('name')}`);
      return answers.get(id) as string;
    },
  };
}

/** Forgets whom it has answered. */
function takesAgain(): Server {
  const taken: string[] = [];
  return {
    taken,
    take(body) {
      const name = new URLSearchParams(body).get('name') ?? '';
      taken.push(name);
      return `after ${name}`;
    },
  };
}

function tablet(server: Server, weather: string[], newId: () => string = randomUUID) {
  const states: string[] = [];
  const form = createHeldForm<string>({
    post: async (_address, body) => {
      const now = weather.shift() ?? 'fine';
      if (now === 'lost on the way') throw new LineDown();
      const answer = server.take(body);
      if (now === 'answer lost') throw new LineDown();
      return answer;
    },
    pause: async () => {},
    newId,
    onState: (state) => states.push(state),
  });
  return { form, states };
}

const fields = (name: string) => new URLSearchParams({ name });
const NAMES = fc.array(fc.string(), { minLength: 1, maxLength: 5 });
const STORM = fc.array(WEATHER, { maxLength: 30 });

async function sendAll(
  server: Server,
  names: readonly string[],
  weather: string[],
  id?: () => string,
) {
  const { form } = tablet(server, weather, id);
  const answers: (string | undefined)[] = [];
  for (const name of names) answers.push(await form.send('/x', fields(name)));
  return { answers, form };
}

describe('a form that is sent while the line comes and goes', () => {
  it('is taken exactly once and in order, whatever the line does', async () => {
    await fc.assert(
      fc.asyncProperty(NAMES, STORM, async (names, weather) => {
        const server = takesOnce();
        const { answers, form } = await sendAll(server, names, [...weather]);
        expect(server.taken).toEqual(names);
        expect(answers).toEqual(names.map((name) => `after ${name}`));
        expect(form.isHolding).toBe(false);
      }),
    );
  });

  it.each([
    ['a server that forgets what it took', takesAgain, undefined],
    ['a tablet that gives each attempt the id of another', takesOnce, () => 'always the same'],
  ])('%s is found by that', async (_, server, id) => {
    const holds = fc.asyncProperty(NAMES, STORM, async (names, weather) => {
      const own = server();
      await sendAll(own, names, [...weather], id);
      return own.taken.join() === names.join();
    });
    expect((await fc.check(holds)).failed).toBe(true);
  });

  it('keeps what was typed encrypted by a key that can’t leave the page, and nothing after a wipe', async () => {
    const keys: webcrypto.CryptoKey[] = [];
    const { subtle } = globalThis.crypto;
    const generateKey = async (...how: Parameters<typeof subtle.generateKey>) => {
      const key = (await subtle.generateKey(...how)) as webcrypto.CryptoKey;
      keys.push(key);
      return key;
    };
    const crypto = {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => globalThis.crypto.getRandomValues(bytes),
      subtle: {
        generateKey,
        encrypt: subtle.encrypt.bind(subtle),
        decrypt: subtle.decrypt.bind(subtle),
      },
    } as unknown as typeof globalThis.crypto;
    const { promise: isDown, resolve: goDown } = Promise.withResolvers<void>();
    const { promise: isBack, resolve: comeBack } = Promise.withResolvers<void>();
    const bodies: string[] = [];
    const form = createHeldForm<string>({
      post: async (_address, body) => {
        bodies.push(body);
        throw new LineDown();
      },
      pause: () => {
        goDown();
        return isBack;
      },
      newId: randomUUID,
      onState: () => {},
      crypto,
    });
    const sending = form.send('/x', fields('大江 花子'));
    await isDown;
    expect(form.isHolding).toBe(true);
    expect(keys.map((key) => key.extractable)).toEqual([false]);
    expect(new URLSearchParams(bodies[0]).get('name')).toBe('大江 花子');
    expect(await form.send('/x', fields('second'))).toBeUndefined();
    form.wipe();
    comeBack();
    expect(await sending).toBeUndefined();
    expect(form.isHolding).toBe(false);
    expect(bodies).toHaveLength(1);
  });
});
