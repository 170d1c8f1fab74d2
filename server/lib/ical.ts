import ical from 'ical-generator';

export interface CalendarEvent {
  /** Stays the same for the same booking, so that a second download replaces the first. */
  readonly uid: string;
  readonly title: string;
  readonly start: Date;
  readonly end: Date;
  readonly location: string;
  readonly description: string;
  readonly url: string;
}

/**
 * A calendar file (RFC 5545) with one event. Times are written as UTC instants, which every
 * calendar shows in its own zone: with a zone named, the package would write the machine's hours.
 */
export function calendarFile(event: CalendarEvent): string {
  const calendar = ical({
    prodId: { company: 'Madoguchi', product: 'Bookings', language: 'JA' },
  });
  calendar.createEvent({
    id: event.uid,
    summary: event.title,
    start: event.start,
    end: event.end,
    location: event.location,
    description: event.description,
    url: event.url,
  });
  return calendar.toString();
}
