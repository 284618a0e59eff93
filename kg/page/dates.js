// Dates as told ("2015", "2015-10", "2015-10-09") <-> days since 1970, and the ticks of an axis of days.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The first day that a date may mean, as days since 1970-01-01; null when it is no date. */
export function firstDay(text) {
  const [, year, month, day] = parts(text);
  return year === undefined ? null : dayOf(Number(year), Number(month || 1), Number(day || 1));
}

/** The day after the last one that it may mean. */
export function dayAfter(text) {
  const [, year, month, day] = parts(text);
  if (year === undefined) return null;
  if (day) return dayOf(Number(year), Number(month), Number(day)) + 1;
  return month ? dayOf(Number(year), Number(month) + 1, 1) : dayOf(Number(year) + 1, 1, 1);
}

const parts = (text) => /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text || "") || [];

/** Whether a text is a date as the filters take it, and there is such a day. */
export function isDate(text) {
  const day = firstDay(text);
  return day !== null && toDate(day, { 4: "year", 7: "month", 10: "day" }[text.length]) === text;
}

/** Years before 100 need setUTCFullYear: Date.UTC takes them for 19.. */
function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 864e5);
}

/** A day since 1970 -> the day, month or year that it lies in. */
export function toDate(day, unit) {
  const date = new Date(day * 864e5);
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  const two = (n) => String(n).padStart(2, "0");
  if (unit === "year") return year;
  const month = `${year}-${two(date.getUTCMonth() + 1)}`;
  return unit === "month" ? month : `${month}-${two(date.getUTCDate())}`;
}

/** Steps of an axis, from narrow to wide: [days about, unit, how many of it]. */
const STEPS = [
  [1, "day", 1], [2, "day", 2], [7, "day", 7], [14, "day", 14],
  [30.4, "month", 1], [91, "month", 3], [182, "month", 6],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => [365.25 * n, "year", n]),
];

/** At most so many ticks [{day, label}] in the days from `from` to `to`, at beginnings of years, months, days. */
export function ticks(from, to, most, unit = "day") {
  const least = { day: 0, month: 30, year: 365 }[unit] || 0;
  const [, of, count] = STEPS.find(([days]) => days >= least && (to - from) / days <= most) || STEPS.at(-1);
  const found = [];
  for (let day = begin(from, of, count); day < to; day = later(day, of, count)) {
    if (day >= from) found.push({ day, label: label(day, of) });
  }
  return found;
}

/** Where the ticks are counted from: day, month or year before the first day seen. */
function begin(day, unit, count) {
  const date = new Date(day * 864e5);
  const year = date.getUTCFullYear();
  if (unit === "year") return dayOf(Math.floor(year / count) * count, 1, 1);
  if (unit === "month") return dayOf(year, Math.floor(date.getUTCMonth() / count) * count + 1, 1);
  return Math.floor(day / count) * count;
}

function later(day, unit, count) {
  if (unit === "day") return day + count;
  const date = new Date(day * 864e5);
  const year = date.getUTCFullYear();
  return unit === "year" ? dayOf(year + count, 1, 1) : dayOf(year, date.getUTCMonth() + 1 + count, 1);
}

function label(day, unit) {
  const date = new Date(day * 864e5);
  const year = date.getUTCFullYear();
  const month = MONTHS[date.getUTCMonth()];
  if (unit === "year") return String(year);
  return unit === "month" ? `${month} ${year}` : `${date.getUTCDate()} ${month} ${year}`;
}
