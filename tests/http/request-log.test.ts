import fastify from 'fastify';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { requestLog } from '../../server/http/request-log.ts';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

function written() {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'trace' },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { lines, log };
}

describe('the log of a request', () => {
  it.each(LEVELS)('names its request in each line: %s', async (level) => {
    const { lines, log } = written();
    const app = fastify({ loggerInstance: log, childLoggerFactory: requestLog });
    app.get('/', async (request, reply) => {
      request.log[level]({ a: 1 }, 'said');
      reply.log.child({ part: 'x' })[level]('once more');
      return 'ok';
    });
    await app.inject('/');
    const said = lines.filter(({ msg }) => msg === 'said' || msg === 'once more');
    expect(said).toMatchObject([
      { level: pino.levels.values[level], reqId: 'req-1', a: 1 },
      { level: pino.levels.values[level], reqId: 'req-1', part: 'x' },
    ]);
    await app.close();
  });

  it('is not made for a request that says nothing, and once for one that says much', () => {
    const { log, lines } = written();
    const child = vi.spyOn(log, 'child');
    const quiet = requestLog(log, { reqId: 'r' });
    expect([quiet.level, child.mock.calls.length]).toEqual(['trace', 0]);
    quiet.info('one');
    quiet.error('two');
    quiet.silent('nothing');
    expect(child).toHaveBeenCalledTimes(1);
    expect(lines.map(({ msg }) => msg)).toEqual(['one', 'two']);
  });
});
