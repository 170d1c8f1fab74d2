import type { FastifyInstance } from 'fastify';
import { addAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { amountProblem, amountsOf, amountsPage, type TypedAmount } from './amounts-page.ts';
import { mendFirst } from './mend-first.ts';
import { postedText } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'amounts.yaml';

/** 手数料と金額: a new amount is one more line with its first day; the old ones stay for what was sent. */
export async function amountsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^amounts\.yaml$/) };
  const url = adminPaths.setting('amounts');
  app.get(url, room, (_request, reply) => amountsPage(services, reply));
  app.post(url, room, async (request, reply) => {
    const typed: TypedAmount = {
      name: postedText(request, 'name'),
      from: postedText(request, 'from'),
      value: postedText(request, 'value')
        .normalize('NFKC')
        .replace(/[,\s¥]|円$/g, ''),
    };
    const text = await townText(services, PATH);
    const amounts = amountsOf(text);
    const today = todayInTokyo(services.clock.now());
    const problem = amountProblem(amounts, typed, today);
    if (problem !== undefined) return amountsPage(services, reply, typed, problem);
    const later = amounts[typed.name]?.values.findIndex(({ from }) => from > typed.from) ?? -1;
    const line = { from: typed.from, value: Number(typed.value) };
    const path = [typed.name, 'values'];
    const content = addAt(text, path, undefined, line, later < 0 ? undefined : later) ?? text;
    const label = amounts[typed.name]?.label ?? typed.name;
    const note = `${label}を${typed.from}から${typed.value}にする`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
