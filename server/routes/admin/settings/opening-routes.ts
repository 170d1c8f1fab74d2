import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EditValue } from '../../../domain/builder/edit.ts';
import { ruleOn, withRuleFrom } from '../../../domain/settings/place-rules.ts';
import type { OpeningOwner, WrittenOpening } from '../../../domain/settings/single-closings.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { type FormError, openingErrors } from './opening-errors.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { askedPlace } from './rule-places.ts';
import { openingToType, type TypedOpening, typedOpening, WEEKDAYS } from './typed-opening.ts';
import { writtenOpening } from './written-opening.ts';

const URL = `${adminPaths.setting('calendar')}/opening`;

interface Shown {
  readonly typed: TypedOpening;
  readonly errors?: readonly FormError[];
}

function show(
  services: Services,
  reply: FastifyReply,
  place: OpeningOwner,
  { typed, errors = [] }: Shown,
) {
  if (errors.length > 0) reply.code(422);
  const today = todayInTokyo(services.clock.now());
  return reply.officePage('admin/settings-opening', {
    title: `開く日の決まり：${place.name}`,
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    errorSummary: { errors: errors.map(({ input, text }) => ({ href: `#${input}`, text })) },
    errors: Object.fromEntries(errors.map(({ input, text }) => [input, text])),
    back: adminPaths.setting('calendar'),
    action: `${URL}?place=${encodeURIComponent(place.id)}`,
    today,
    later: place.changeDays.filter((day) => day > today),
    isCollected: ruleOn(place, today).value.collection !== undefined,
    weekdays: WEEKDAYS.map((name) => ({ name, checked: typed.weekdays.includes(name) })),
    typed,
  });
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const place = await askedPlace<WrittenOpening>(services, request, 'opening');
  const today = todayInTokyo(services.clock.now());
  const typed = typedOpening(request);
  const before = ruleOn(place, typed.from > today ? typed.from : today).value;
  const errors = openingErrors(typed, before, today);
  if (errors.length > 0) return show(services, reply, place, { typed, errors });
  const value = writtenOpening(typed, before) as EditValue;
  const text = await townText(services, place.path);
  const { from } = typed;
  const content = withRuleFrom(text, place, 'opening', { from, today, value });
  const note = `${place.name}の開く日の決まりを${from}から変える`;
  return proposeEdit(services, request, reply, { path: place.path, content, note });
}

/** 開く日の決まり: closed weekdays, holidays and the year's end of a place, from a day on. */
export async function openingRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^resources\//) };
  app.get(URL, room, async (request, reply) => {
    const place = await askedPlace<WrittenOpening>(services, request, 'opening');
    const today = todayInTokyo(services.clock.now());
    const typed = openingToType(ruleOn(place, today).value, today);
    return show(services, reply, place, { typed });
  });
  app.post(URL, room, (request, reply) => change(services, request, reply));
}
