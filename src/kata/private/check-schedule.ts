import { Problems } from '../../common/private/problems';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: { readonly name: string; readonly from: number; readonly to: number; readonly names?: readonly string[] }[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'weekday', from: 0, to: 6, names: DAYS },
];
const MACRO = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every ([0-9]+(\.[0-9]+)?[hms])+)$/;

/**
 * Rules on the schedule of a CronJob: the API server takes what robfig/cron does, without the extensions of other crons.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function checkSchedule(prop: string, schedule: string | undefined, problems: Problems): void {
  if (schedule === undefined || MACRO.test(schedule)) return;
  const fields = schedule.split(/\s+/).filter(Boolean);
  if (fields.length !== FIELDS.length) {
    problems.add(prop, schedule, 'five fields as cron has them, like "*/10 * * * *", or @hourly, or @every 5m', 'Minute, hour, day, month, weekday.');
    return;
  }
  const wrong = FIELDS.find((field, index) => !fields[index].split(',').every((part) => isRange(part, field)));
  if (!wrong) return;
  const { name, from, to, names } = wrong;
  problems.add(prop, schedule, `for the ${name}: *, or ${from} to ${to}${names ? ` or ${names[0]} to ${names[names.length - 1]}` : ''}`,
    'Ranges like 1-5, lists like 1,3 and steps like */10 are possible; other letters and marks are not.');
}

/** `*`, `5`, `1-5`, each with `/step` or without. */
function isRange(text: string, { from, to, names = [] }: typeof FIELDS[number]): boolean {
  const [, first, last, step] = /^(\*|\?|[a-z]{3}|[0-9]{1,2})(?:-([a-z]{3}|[0-9]{1,2}))?(?:\/([0-9]{1,2}))?$/i.exec(text) ?? [];
  if (first === undefined || (step !== undefined && Number(step) === 0)) return false;
  if (first === '*' || first === '?') return last === undefined;
  const number = (one: string) => (/^\d/.test(one) ? Number(one) : names.includes(one.toLowerCase()) ? names.indexOf(one.toLowerCase()) + from : NaN);
  const [low, high] = [number(first), number(last ?? first)];
  return low >= from && high <= to && low <= high;
}
