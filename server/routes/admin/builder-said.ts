import type { FastifyRequest } from 'fastify';

/** What was done just now, by the word in the address: without scripts nothing else says so. */
const SAID = {
  saved: '保存しました。',
  added: '加えました。',
  removed: '消しました。まちがえたときは「元に戻す」で戻せます。',
  moved: '順番を変えました。',
  copied: '写しました。',
  tried: 'プレビューを、選んだ答えで初めから出しました。',
  undone: '最後の変更を取り消しました。',
  nothing: '取り消せる変更は、もうありません。',
} as const;

type Said = keyof typeof SAID;

const isSaid = (word: unknown): word is Said =>
  typeof word === 'string' && Object.hasOwn(SAID, word);

export function saidNow({ query }: FastifyRequest): string {
  const { done } = query as { done?: unknown };
  return isSaid(done) ? SAID[done] : '';
}

/** The address with that word on it, before its anchor. */
export function saying(to: string, done: Said): string {
  const [path = '', anchor] = to.split('#');
  const joint = path.includes('?') ? '&' : '?';
  return `${path}${joint}done=${done}${anchor === undefined ? '' : `#${anchor}`}`;
}

const BY_BUTTON: Readonly<Record<string, Said>> = {
  remove: 'removed',
  up: 'moved',
  down: 'moved',
  copy: 'copied',
};

/**
 * The address after a button, with what it did.
 * @param own where its entry stood: what is gone can't be gone to
 * @param to where the button leads, if it says so: an address, or a place on this page
 */
export function afterButton(own: string, intent: string, to?: string): string {
  const said = BY_BUTTON[intent.split(':')[0] ?? ''] ?? 'saved';
  const here = own.split('#')[0] ?? own;
  if (to !== undefined) return saying(to.startsWith('#') ? here + to : to, said);
  return saying(said === 'removed' ? here : own, said);
}
