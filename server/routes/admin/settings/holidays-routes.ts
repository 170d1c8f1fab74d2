import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import type { TownHoliday } from '../../../domain/bookings/town-holidays.ts';
import { addAt, removeAt } from '../../../domain/builder/yaml/change-file.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { isDay } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { languageFields } from './languages.ts';
import { mendFirst } from './mend-first.ts';
import { postedText, postedTexts } from './posted.ts';
import { proposeEdit, townText } from './propose-edit.ts';

const PATH = 'holidays.yaml';
const URL = adminPaths.setting('holidays');
const START = '# 町の休日。「02-01」は毎年、「2027-02-01」はその年だけ。\n';

interface Typed {
  readonly day: string;
  readonly yearly: boolean;
  readonly name: Readonly<Record<string, string>>;
}

const holidaysOf = async (services: Services) =>
  (parse(await townText(services, PATH)) ?? []) as readonly TownHoliday[];

async function show(
  services: Services,
  reply: FastifyReply,
  typed?: Typed,
  errors: readonly FieldError[] = [],
) {
  if (errors.length > 0) reply.code(422);
  const holidays = await holidaysOf(services);
  return reply.officePage('admin/settings-holidays', {
    title: '町の休日',
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    errors,
    back: adminPaths.settings(),
    calendar: adminPaths.setting('calendar'),
    file: adminPaths.settingFile(PATH),
    action: URL,
    holidays: holidays.map(({ day, name }, at) => ({
      at,
      day: day.length === 5 ? `毎年${day}` : day,
      name: name['ja'] ?? '',
    })),
    typed: typed ?? { day: '', yearly: false },
    names: languageFields(services, typed?.name),
  });
}

/** In the order of the page. */
function holidayErrors({ day, name }: Typed, isTaken: boolean): readonly FieldError[] {
  const wrongDay = isDay(day)
    ? isTaken && 'その日は、もう町の休日です。'
    : '休日の日を入力してください。例：2027-02-01';
  const noName = '休日の名前を日本語で入力してください。例：市制記念日';
  return [
    ...(wrongDay ? [{ at: 'day', text: wrongDay }] : []),
    ...(name['ja'] ? [] : [{ at: 'name_ja', text: noName }]),
  ];
}

async function add(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const typed: Typed = {
    day: postedText(request, 'day'),
    yearly: postedText(request, 'yearly') === 'yes',
    name: postedTexts(request, 'name', services.library.municipality.languages),
  };
  const day = typed.yearly ? typed.day.slice(5) : typed.day;
  const isTaken = (await holidaysOf(services)).some((one) => one.day === day);
  const errors = holidayErrors(typed, isTaken);
  if (errors.length > 0) return show(services, reply, typed, errors);
  const text = (await townText(services, PATH)) || START;
  const holiday = { day, name: typed.name };
  const content = addAt(text, [], undefined, holiday) ?? `${text}- ${JSON.stringify(holiday)}\n`;
  const note = `${typed.yearly ? '毎年' : ''}${day}を町の休日にする`;
  return proposeEdit(services, request, reply, { path: PATH, content, note });
}

async function remove(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const text = await townText(services, PATH);
  const content = removeAt(text, [Number(postedText(request, 'at'))]) ?? text;
  return proposeEdit(services, request, reply, { path: PATH, content, note: '町の休日をやめる' });
}

/** 町の休日: days on which the town itself rests, beside the nation's holidays. */
export async function holidaysRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^holidays\.yaml$/) };
  app.get(URL, room, (_request, reply) => show(services, reply));
  app.post(URL, room, (request, reply) => add(services, request, reply));
  app.post(`${URL}/remove`, room, (request, reply) => remove(services, request, reply));
}
