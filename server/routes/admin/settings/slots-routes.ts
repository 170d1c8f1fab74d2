import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EditValue } from '../../../domain/builder/edit.ts';
import { type RuleOwner, ruleOn, withRuleFrom } from '../../../domain/settings/place-rules.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { languageFields } from './languages.ts';
import { mendFirst } from './mend-first.ts';
import type { FormError } from './opening-errors.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { askedPlace } from './rule-places.ts';
import { slotErrors } from './slot-errors.ts';
import { type TypedSlots, typedSlots, type WrittenSlot } from './typed-slots.ts';
import { writtenSlots } from './written-slots.ts';

const URL = `${adminPaths.setting('calendar')}/slots`;
/** Rows for new ones; more come with the next opening of the page. */
const EMPTY = 2;

type SlotsOwner = RuleOwner<readonly WrittenSlot[]>;

function show(
  services: Services,
  reply: FastifyReply,
  place: SlotsOwner,
  { typed, errors = [] }: { readonly typed: TypedSlots; readonly errors?: readonly FormError[] },
) {
  if (errors.length > 0) reply.code(422);
  const today = todayInTokyo(services.clock.now());
  const none = { id: '', from: '', to: '', label: {} };
  const rows = [...typed.slots, ...Array.from({ length: EMPTY }, () => none)];
  return reply.officePage('admin/settings-slots', {
    title: `時間の区分：${place.name}`,
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    errorSummary: { errors: errors.map(({ input, text }) => ({ href: `#${input}`, text })) },
    back: adminPaths.setting('calendar'),
    action: `${URL}?place=${encodeURIComponent(place.id)}`,
    today,
    later: place.changeDays.filter((day) => day > today),
    from: typed.from,
    rows: rows.map((row, index) => ({
      ...row,
      index,
      languages: languageFields(services, row.label).map((one) => ({ ...one, required: false })),
    })),
  });
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const place = await askedPlace<readonly WrittenSlot[]>(services, request, 'slots');
  const today = todayInTokyo(services.clock.now());
  const { languages } = services.library.municipality;
  const typed = typedSlots(request, languages);
  const errors = slotErrors(typed, today);
  if (errors.length > 0) return show(services, reply, place, { typed, errors });
  const { from } = typed;
  const before = ruleOn(place, from).value;
  const value = writtenSlots(typed, before, languages) as unknown as EditValue;
  const text = await townText(services, place.path);
  const content = withRuleFrom(text, place, 'slots', { from, today, value });
  const note = `${place.name}の時間の区分を${from}から変える`;
  return proposeEdit(services, request, reply, { path: place.path, content, note });
}

/** 時間の区分: the divisions of the day that can be booked, from a day on. */
export async function slotsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^resources\//) };
  app.get(URL, room, async (request, reply) => {
    const place = await askedPlace<readonly WrittenSlot[]>(services, request, 'slots');
    const today = todayInTokyo(services.clock.now());
    return show(services, reply, place, {
      typed: { from: today, slots: ruleOn(place, today).value },
    });
  });
  app.post(URL, room, (request, reply) => change(services, request, reply));
}
