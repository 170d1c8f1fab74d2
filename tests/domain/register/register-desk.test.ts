import { expect, it } from 'vitest';
import { createRegisterDesk } from '../../../server/domain/register/register-desk.ts';
import type { RegisterStore } from '../../../server/domain/register/register-store.ts';

const HEAD = '氏名,氏名カナ,生年月日,性別,郵便番号,住所\n';
const GOOD = `${HEAD}大野　優子,ｵｵﾉ ﾕｳｺ,S25.4.1,女,999-0001,中央町1番1号\n`;
const about = { fileName: 'a.csv', extractedOn: '2026-11-20', mapping: {}, importedBy: 'staff:k' };

/** A register that keeps nothing and takes rows when it is told to. */
function scene() {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const done: string[] = [];
  const kept = new Map<string, Uint8Array[]>();
  const register = {
    begin: async () => {},
    addRows: async () => {
      ask();
      await gate;
    },
    end: async (_id: string, { rows }: { rows: number }) => void done.push(`end ${rows}`),
    discard: async () => void done.push('discard'),
  } as unknown as RegisterStore;
  const desk = createRegisterDesk({
    register,
    spool: {
      async keep(id, content, most) {
        const parts: Uint8Array[] = [];
        for await (const part of content) parts.push(part);
        const bytes = parts.reduce((sum, { length }) => sum + length, 0);
        if (bytes > most) return undefined;
        kept.set(id, parts);
        return bytes;
      },
      async *read(id) {
        yield* kept.get(id) ?? [];
      },
      remove: async (id) => void kept.delete(id),
    },
    clock: { now: () => new Date('2026-11-21T03:00:00Z') },
    onRead: async ({ result }, by) => void done.push(`${result} ${by}`),
    onError: (error) => void done.push(String(error)),
  });
  const take = (text: string, most = 1e6) =>
    desk.take(
      about,
      (async function* () {
        yield new TextEncoder().encode(text);
      })(),
      most,
    );
  return { desk, take, open, asked, done, kept };
}

it('reads a file in the background, says how far it is, and keeps nothing of it', async () => {
  const { desk, take, open, asked, done, kept } = scene();
  const taking = take(GOOD);
  await asked;
  expect(desk.underWay()).toMatchObject([{ fileName: 'a.csv', percent: 100 }]);
  open();
  const reading = await taking;
  expect(reading).toMatchObject({ rows: 1, outcome: { result: 'waiting' } });
  expect([desk.underWay(), kept.size]).toEqual([[], 0]);
  expect(done).toEqual(['end 1', 'waiting staff:k']);
});

it('says why a file is no extract, takes none that is too large, and stops with the process', async () => {
  const { desk, take, open, asked, done, kept } = scene();
  expect(await take('何か\n')).toMatchObject({
    outcome: { result: 'file_refused', problem: { kind: 'columns' } },
  });
  expect(await take(GOOD, 10)).toBeUndefined();
  const taking = take(GOOD);
  await asked;
  const closed = desk.close();
  open();
  await closed;
  expect(await taking).toMatchObject({ outcome: { result: 'failed' } });
  expect(done.filter((one) => one.startsWith('end'))).toEqual([]);
  expect([done.at(-1), kept.size]).toEqual(['discard', 0]);
});
