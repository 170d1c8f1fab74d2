import type { FastifyRequest } from 'fastify';

/** What was done just now, by the word in the address: without scripts nothing else says so. */
const SAID: Readonly<Record<string, string>> = {
  saved: '保存しました。',
  undone: '最後の変更を取り消しました。',
  nothing: '取り消せる変更は、もうありません。',
};

export function saidNow({ query }: FastifyRequest): string {
  const { done } = query as { done?: unknown };
  return typeof done === 'string' && Object.hasOwn(SAID, done) ? (SAID[done] ?? '') : '';
}

/** The address with that word on it, before its anchor. */
export function saying(to: string, done: 'saved' | 'undone' | 'nothing'): string {
  const [path = '', anchor] = to.split('#');
  const joint = path.includes('?') ? '&' : '?';
  return `${path}${joint}done=${done}${anchor === undefined ? '' : `#${anchor}`}`;
}
