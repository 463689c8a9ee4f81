/** Dates as PDF writes them (ISO 32000-1, 7.9.4). */

/**
 * The usual form, by its digits: a pattern with ten groups and the parsing of another text cost several times as much, and
 * every signature has a date. Undefined for every other form, and wherever a part is out of the ordinary.
 */
function usualDate(text: string): string | undefined {
  const at = (place: number) => text.charCodeAt(place) - 0x30;
  const two = (place: number) => {
    const [tens, ones] = [at(place), at(place + 1)];
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
  };
  const sign = text[16];
  if (text.length !== 23 || !text.startsWith('D:') || text[19] !== "'" || text[22] !== "'") return undefined;
  if (sign !== '+' && sign !== '-') return undefined;
  const [year, month, day] = [two(2) * 100 + two(4), two(6), two(8)];
  const [hour, minute, second] = [two(10), two(12), two(14)];
  const [hours, minutes] = [two(17), two(20)];
  const isUsual =
    year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59;
  if (!isUsual || !(second <= 59 && hours <= 23 && minutes <= 59)) return undefined;
  const ahead = (hours * 60 + minutes) * (sign === '+' ? 60_000 : -60_000);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - ahead).toISOString();
}

/**
 * /M of a signature, and its text where that leaves out what tells a moment: a day, hours and minutes, the zone. Without
 * a day it tells none.
 */
export function claimedMoment(text: string | undefined): {
  readonly claimedTime: string | null;
  readonly claimedText?: string;
} {
  const claimedTime = text === undefined ? null : pdfDate(text);
  if (text === undefined || claimedTime === null || isZone(text[16]) || isZone(text[14])) {
    return { claimedTime };
  }
  return { claimedTime: isDigit(text[9]) ? claimedTime : null, claimedText: text };
}

/** Behind the seconds, or the minutes, of what is known to be a date. */
const isZone = (character: string | undefined) => character === '+' || character === 'Z' || character === '-';
const isDigit = (character = '') => character >= '0' && character <= '9';

/** `D:20261122093015+07'00'` → ISO 8601 in UTC; null for anything that is no date. Without a zone: UTC. */
export function pdfDate(text: string): string | null {
  const usual = usualDate(text);
  if (usual !== undefined) return usual;
  const match =
    /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)?'?)?$/.exec(text);
  if (match === null) return null;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    ,
    sign,
    hours,
    minutes = '00',
  ] = match;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // A day that its month does not have, and hour 24, would come out as one of the next.
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > days || Number(hour) > 23 || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
