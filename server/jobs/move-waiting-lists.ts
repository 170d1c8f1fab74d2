import { seatGiving } from '../integrations/mail/seat-giving.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/**
 * Ends waits for days that are over, and gives seats that became free without anybody withdrawing:
 * the town made a course larger.
 */
export async function moveWaitingLists(services: Services): Promise<void> {
  const { waitingList } = services.stores;
  const now = services.clock.now();
  await waitingList.lapse({ today: todayInTokyo(now), now });
  for (const line of await waitingList.lines()) {
    await waitingList.giveSeats({ line, now, seats: await seatGiving(services, [line]) });
  }
}
