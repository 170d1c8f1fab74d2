import type { FastifyInstance } from 'fastify';
import { addAt, setAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import {
  type Amounts,
  amountProblem,
  amountsOf,
  amountsPage,
  type TypedAmount,
  twinProblem,
} from './amounts-page.ts';
import { mendFirst } from './mend-first.ts';
import { postedText } from './posted.ts';
import { proposeEdit, publishedText, townText } from './propose-edit.ts';

const PATH = 'amounts.yaml';

/** One more line in the order of the days, or another value in the line of that day. */
function withAmount(text: string, amounts: Amounts, { name, from, value }: TypedAmount): string {
  const days = (amounts[name]?.values ?? []).map((one) => one.from);
  const path = [name, 'values'];
  const own = days.indexOf(from);
  if (own >= 0) return setAt(text, [...path, own, 'value'], Number(value)) ?? text;
  const later = days.findIndex((day) => day > from);
  const line = { from, value: Number(value) };
  return addAt(text, path, undefined, line, later < 0 ? undefined : later) ?? text;
}

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
    const published = amountsOf(await publishedText(services, PATH));
    const twin = twinProblem(amounts, published, typed, today);
    const isReplaced = twin?.twin?.canReplace === true && postedText(request, 'replace') !== '';
    if (twin !== undefined && !isReplaced) return amountsPage(services, reply, typed, twin);
    const content = withAmount(text, amounts, typed);
    const label = amounts[typed.name]?.label ?? typed.name;
    const note = `${label}を${typed.from}から${typed.value}にする`;
    return proposeEdit(services, request, reply, { path: PATH, content, note });
  });
}
