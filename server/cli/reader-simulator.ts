import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CommandError, runCommand } from './run-command.ts';

const HELP = `A card reader without a card: pairs with a tablet and sends made-up cards.

  npm run reader:simulate -- --url http://localhost:3000 --code 7K3M-Q9TD [--card sample] [--once]

  --code   from the tablet: /counter/readers, 「読み取り機をつなぐ」
  --token  instead of --code: the token of a reader that is paired already
  --card   ${['sample', 'one-piece', 'other-town', 'foreign', 'licence'].join(' | ')}
  --once   send one card and end; without it each Enter sends one`;

const BASE = { kind: 'my_number_card', birth_date: '1985-04-01', gender: 'female' } as const;

/** Nobody's: names and places of the sample town. */
const CARDS: Readonly<Record<string, object>> = {
  sample: {
    ...BASE,
    name: '𠮷田　はな子',
    kana: 'ヨシダ ハナコ',
    address: '見本県見本市中央町１丁目２番３号　ハイツ見本１０２',
  },
  'one-piece': { ...BASE, name: '山田太郎', gender: 'male' },
  'other-town': { ...BASE, name: '佐藤　実', address: '東京都千代田区丸の内１丁目１番' },
  foreign: {
    ...BASE,
    kind: 'residence_card',
    name: 'NGUYEN VAN AN',
    address: '見本県見本市本町２番地',
  },
  licence: { kind: 'driver_license', name: '鈴木　一郎', birth_date: '1950-12-31' },
};

async function call(url: string, payload: object, headers: Readonly<Record<string, string>> = {}) {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(payload),
  }).catch(() => {
    throw new CommandError(`No server at ${url}. Start it, or look at --url.`);
  });
  const body = (await reply.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  return { status: reply.status, body };
}

async function pair(base: string, code: string): Promise<string> {
  const { status, body } = await call(`${base}/api/v1/reader/pair`, { code });
  if (status !== 201) throw new CommandError(`Not paired: ${String(body['message'] ?? status)}`);
  const { name } = body['reader'] as { name: string };
  console.log(`Paired: ${name}\n  --token ${String(body['token'])}`);
  return String(body['token']);
}

/** True when the card was taken. */
async function send(base: string, token: string, card: object): Promise<boolean> {
  const { status, body } = await call(`${base}/api/v1/reader/cards`, card, {
    authorization: `Bearer ${token}`,
    // Of one reading: sending it again after a bad line is harmless.
    'idempotency-key': randomUUID(),
  });
  const problems = body['problems'] === undefined ? '' : ` ${JSON.stringify(body['problems'])}`;
  console.log(status === 202 ? 'Taken.' : `${status} ${String(body['message'])}${problems}`);
  return status === 202;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      code: { type: 'string' },
      token: { type: 'string' },
      card: { type: 'string', default: 'sample' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const card = Object.hasOwn(CARDS, values.card) ? CARDS[values.card] : undefined;
  return { ...values, url: values.url.replace(/\/$/, ''), card };
}

async function simulate(): Promise<number> {
  const { url, code, token: known, card, once: isOnce, help } = readArguments();
  if (help || card === undefined || (code === undefined && known === undefined)) {
    console.log(HELP);
    return help ? 0 : 1;
  }
  const token = known ?? (await pair(url, code ?? ''));
  if (isOnce) return (await send(url, token, card)) ? 0 : 1;
  console.log('Enter: put the card down. Ctrl+C: end.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => {
    send(url, token, card).catch((error: unknown) => console.error(String(error)));
  });
  await once(lines, 'close');
  return 0;
}

await runCommand(simulate);
