/** A line that goes on with the one before: a stack trace, a wrapped message. */
const continues = /^(?:\s+\S|Caused by:|Traceback|\.\.\. \d+ more|---+>|\}|\))/;
const most = 500;

/**
 * Lines of a file as events: what goes on with the line before is put to it. `begins` says how an event begins, where that is known;
 * otherwise indented lines and the usual marks of stack traces go on. At most 500 lines make one event.
 */
export function joinLines(lines: string[], begins?: (line: string) => boolean): string[] {
  const events: string[][] = [];
  for (const line of lines) {
    const last = events.at(-1);
    const goesOn = begins ? !begins(line) : continues.test(line);
    if (last && goesOn && last.length < most) last.push(line);
    else if (line.trim() !== '') events.push([line]);
  }
  return events.map((parts) => parts.join('\n'));
}
