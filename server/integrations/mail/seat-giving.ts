import { rulesOn } from '../../domain/bookings/rules-on.ts';
import type { SeatGiving, WaitingLine } from '../../domain/bookings/waiting-list.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { caseMails } from './case-mails.ts';

type SeatServices = Pick<
  Services,
  'stores' | 'clock' | 'words' | 'config' | 'library' | 'resources' | 'procedureVersion'
>;

/** Last JST day on which the seat can be given back online, if that is still to come. */
function declineBy({ withdraw }: Procedure, day: string, today: string): string | undefined {
  const until = addDays(day, -(withdraw.untilDaysBeforeBooking ?? 0));
  return until >= today ? until : undefined;
}

/**
 * What giving seats of these lines needs: definitions are loaded before the write, mails are
 * written inside it, each in the language in which its reader applied.
 */
export async function seatGiving(
  services: SeatServices,
  lines: readonly WaitingLine[],
): Promise<SeatGiving> {
  const known = new Map<string, Procedure>();
  for (const line of lines) {
    for (const { procedureId, version } of await services.stores.waitingList.versions(line)) {
      const procedure = await services.procedureVersion(procedureId, version);
      if (procedure) known.set(`${procedureId} ${version}`, procedure);
    }
  }
  return {
    capacityOf(id, day) {
      const resource = services.resources.find(id);
      return resource && rulesOn(resource, day).capacity;
    },
    mails(application, { day }, now) {
      const { procedureId, version } = application;
      // Who joined the line meanwhile applied by the version of today.
      const procedure =
        known.get(`${procedureId} ${version}`) ?? knownProcedure(services.library, procedureId);
      if (procedure === undefined) return [];
      const by = declineBy(procedure, day, todayInTokyo(now));
      const seat = { day, ...(by !== undefined && { declineBy: by }) };
      return caseMails(services, { procedure, application }, { event: 'seat_given', seat });
    },
  };
}
