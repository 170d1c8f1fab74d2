import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { HttpResident, hiddenFields, walkOverHttp } from '../../support/http-resident.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { encodeMultipart, SMALL_PNG } from '../../support/multipart.ts';
import { startSampleTown } from '../../support/prepared-town.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';
import type { RunningServer } from '../../support/server.ts';

const HEIC = readFileSync(join(import.meta.dirname, '../../integrations/attachments/photo.heic'));
const RECEIPT = '/ja/apply/care-equipment/attachments/receipt';
const MEGABYTE = 1024 * 1024;

let server: RunningServer;
let library: Library;
let noise: Buffer;
beforeAll(async () => {
  [server, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
  const raw = { width: 4000, height: 3000, channels: 3 as const };
  noise = await sharp(pixels(4000, 3000), { raw }).jpeg({ quality: 80 }).toBuffer();
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

/** Something like a photo: 12 megapixels that don't compress to nothing. */
function pixels(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(width * height * 3);
  for (let at = 0, seed = 1; at < bytes.length; at += 1) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    bytes[at] = ((at >> 8) & 0xc0) | (seed >> 26);
  }
  return bytes;
}

async function applicant(): Promise<HttpResident> {
  const procedure = procedureOf(library, 'care-equipment');
  const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()));
  const resident = new HttpResident(server.url);
  await walkOverHttp({ resident, url: server.url, procedure, answers, until: 'attachments' });
  return resident;
}

const onDisk = () => readdirSync(join(server.dataDir, 'attachments'));

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function eventually(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 50 && !holds(); tries += 1) await sleep(50);
  return holds();
}

describe('uploads over a real connection', () => {
  it('leave neither file nor row when they are cut', async () => {
    const resident = await applicant();
    const fields = hiddenFields((await resident.get(RECEIPT)).body);
    const before = onDisk();
    const big = { name: 'a.jpg', content: Buffer.alloc(3 * MEGABYTE, 7) };
    const { payload, type } = encodeMultipart(fields, [SMALL_PNG, big]);
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = [
      `POST ${RECEIPT} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${server.url}`,
      `Cookie: ${resident.cookie}`,
      `Content-Type: ${type}`,
      `Content-Length: ${payload.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(payload.subarray(0, payload.length - MEGABYTE));
    // On its way: the first file is there already, the second is being written.
    expect(await eventually(() => onDisk().some((name) => name.endsWith('.spool')))).toBe(true);
    socket.destroy();
    expect(await eventually(() => onDisk().length === before.length)).toBe(true);
    expect((await resident.get(RECEIPT)).body).not.toContain(SMALL_PNG.name);
    // The same person tries again.
    expect((await resident.upload(RECEIPT, fields, [SMALL_PNG])).status).toBe(303);
    resident.close();
  });

  it('are answered with words where they are too large, not with a cut connection', async () => {
    const resident = await applicant();
    const fields = hiddenFields((await resident.get(RECEIPT)).body);
    const video = { name: 'film.mp4', content: Buffer.alloc(60 * MEGABYTE, 7) };
    const reply = await resident.upload(RECEIPT, fields, [video]);
    expect(reply.status).toBe(422);
    expect(reply.body).toContain('10MBまで');
    resident.close();
  });

  it('do not hold up others while pictures are decoded, nor fill the memory', {
    timeout: 120_000,
  }, async () => {
    const residents = await Promise.all(Array.from({ length: 12 }, applicant));
    const forms = await Promise.all(
      residents.map(async (resident) => hiddenFields((await resident.get(RECEIPT)).body)),
    );
    const before = residentMegabytes();
    let most = before;
    let slowest = 0;
    let open = true;
    const watch = (async () => {
      while (open) {
        const started = performance.now();
        await fetch(`${server.url}/healthz`);
        slowest = Math.max(slowest, performance.now() - started);
        most = Math.max(most, residentMegabytes());
        await sleep(20);
      }
    })();
    const photos = [
      { name: 'a.jpg', content: noise },
      { name: 'b.heic', content: HEIC },
    ];
    const replies = await Promise.all(
      residents.map((resident, at) => resident.upload(RECEIPT, forms[at] ?? {}, photos)),
    );
    open = false;
    await watch;
    expect(replies.map(({ status }) => status)).toEqual(residents.map(() => 303));
    // Two cores are busy with pictures; a loop that is blocked waits for seconds.
    expect(slowest).toBeLessThan(1000);
    expect(most - before).toBeLessThan(200);
    for (const resident of residents) resident.close();
  });
});
