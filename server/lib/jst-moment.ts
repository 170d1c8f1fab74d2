import { isDay } from './jst-date.ts';

/** The moment of a JST day (YYYY-MM-DD) and time (HH:MM), as typed; undefined when either is none. */
export function jstMoment(day: string, time: string): Date | undefined {
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  return isDay(day) && isTime ? new Date(`${day}T${time}:00+09:00`) : undefined;
}
