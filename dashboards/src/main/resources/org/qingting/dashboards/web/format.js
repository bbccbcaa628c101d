// Numbers and times as people read them, in the present language and the console's own zone.
import { language, say } from './words.js';

let zone;
let now = Date.now();

/** Takes over the console's clock and zone. */
export function setClock(iso, zoneId) {
  now = Date.parse(iso);
  const name = zoneId === 'Z' ? 'UTC' : zoneId;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    zone = undefined; // An offset that this browser cannot name: its own zone then.
  }
}

/** The console's time, as of the last answer. */
export const present = () => now;

const locale = () => (language() === 'en' ? 'en-GB' : 'zh-CN');

function formatted(time, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: 'h23', ...options }).format(time);
}

export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/** A share as whole percents; a dash for a share of nothing. */
export const percent = (part, whole) => (whole > 0 ? `${Math.round((100 * part) / whole)}%` : '–');

/** Expected counts: a digit behind the point while small. */
export const about = (value) => (value < 10 ? String(Math.round(value * 10) / 10) : number(Math.round(value)));

/** How many times the expected; empty where that says nothing. */
export function ratio(observed, expected) {
  if (!(expected > 0) || observed <= expected) {
    return '';
  }
  const times = observed / expected;
  return say('times', times < 10 ? Math.round(times * 10) / 10 : number(Math.round(times)));
}

/** How rare such a rise is by chance alone; empty where that is not known. */
export function rare(everyDays) {
  if (!(everyDays > 0)) {
    return '';
  }
  if (everyDays >= 3652.5) {
    return say('rareDecade');
  }
  if (everyDays >= 365.25) {
    return say('rareYears', Math.round(everyDays / 365.25));
  }
  return Math.round(everyDays) >= 1
    ? say('rareDays', Math.round(everyDays))
    : say('rareADay', number(Math.round(1 / everyDays)));
}

const day = (time) => formatted(time, { year: 'numeric', month: 'numeric', day: 'numeric' });

/** A point in time: the hour today, with the day before that. */
export function time(iso) {
  const then = Date.parse(iso);
  const clock = { hour: '2-digit', minute: '2-digit' };
  if (day(then) === day(now)) {
    return formatted(then, clock);
  }
  const sameYear = formatted(then, { year: 'numeric' }) === formatted(now, { year: 'numeric' });
  const date = { month: language() === 'en' ? 'short' : 'long', day: 'numeric' };
  return formatted(then, sameYear ? { ...date, ...clock } : { ...date, year: 'numeric', ...clock });
}

/** A point in time, as long ago as it is. */
export function ago(iso) {
  const minutes = Math.floor((now - Date.parse(iso)) / 60000);
  if (minutes >= 0 && minutes < 1) {
    return say('justNow');
  }
  return minutes > 0 && minutes < 60 ? say('minutesAgo', minutes) : time(iso);
}

/** In full, for a tooltip. */
export const full = (iso) =>
  formatted(Date.parse(iso), {
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });

export const clock = () =>
  formatted(Date.now(), { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A label on the time axis. */
export function tick(iso, wholeDays) {
  const then = Date.parse(iso);
  const hour = formatted(then, { hour: '2-digit', minute: '2-digit' });
  if (!wholeDays && hour !== '00:00') {
    return hour;
  }
  return formatted(then, { month: language() === 'en' ? 'short' : 'numeric', day: 'numeric' });
}

/** The head of a tooltip on the time axis. */
export const bucketTitle = (iso, wholeDays) =>
  formatted(Date.parse(iso), {
    month: language() === 'en' ? 'short' : 'long', day: 'numeric', weekday: 'short',
    ...(wholeDays ? {} : { hour: '2-digit', minute: '2-digit' }),
  });
