const newline = 10;
const mostBytes = 256 * 1024;

/**
 * Messages out of a syslog TCP stream: RFC 6587's octet counting (`34 <13>…`) where a message begins with digits and a blank, lines
 * otherwise. Gives the messages that are whole and the bytes that are left. A message of more than 256 KB is cut there.
 */
export function splitFrames(buffer: Buffer): { messages: string[]; rest: Buffer } {
  const messages: string[] = [];
  let at = 0;
  while (at < buffer.length) {
    const counted = /^([1-9]\d{0,5}) </.exec(buffer.toString('latin1', at, at + 9));
    if (counted) {
      const from = at + (counted[1] as string).length + 1;
      const to = from + Number(counted[1]);
      if (to > buffer.length && to - from <= mostBytes) break;
      messages.push(buffer.toString('utf8', from, Math.min(to, from + mostBytes)).trimEnd());
      at = Math.min(to, buffer.length);
      continue;
    }
    const end = buffer.indexOf(newline, at);
    if (end < 0 && buffer.length - at <= mostBytes) break;
    const to = end < 0 ? at + mostBytes : end;
    messages.push(buffer.toString('utf8', at, to).trimEnd());
    at = end < 0 ? to : end + 1;
  }
  return { messages: messages.filter(Boolean), rest: buffer.subarray(at) };
}
