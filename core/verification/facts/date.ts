/** Dates as PDF writes them (ISO 32000-1, 7.9.4). */

/** `D:20261122093015+07'00'` → ISO 8601 in UTC; null for anything that is no date. Without a zone: UTC. */
export function pdfDate(text: string): string | null {
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
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
