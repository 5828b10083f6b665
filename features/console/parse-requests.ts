export interface ConsoleCommand {
  method: string;
  path: string;
  body: string;
  /** First and last line, from 1. */
  firstLine: number;
  lastLine: number;
}

const start = /^\s*(GET|POST|PUT|DELETE|HEAD)\s+(\S+)\s*$/i;

/** Requests of an editor's text: `METHOD path`, then lines of body. Lines that begin with # or // are comments. */
export function parseRequests(text: string): ConsoleCommand[] {
  const commands: ConsoleCommand[] = [];
  text.split('\n').forEach((line, index) => {
    const match = start.exec(line);
    const current = commands.at(-1);
    if (match)
      commands.push({
        method: (match[1] ?? 'GET').toUpperCase(),
        path: match[2] ?? '/',
        body: '',
        firstLine: index + 1,
        lastLine: index + 1,
      });
    else if (current && line.trim() && !/^\s*(#|\/\/)/.test(line)) {
      current.body += `${line}\n`;
      current.lastLine = index + 1;
    }
  });
  return commands;
}

/** The request that holds the line, or the last one before it. */
export function requestAt(commands: ConsoleCommand[], line: number): ConsoleCommand | undefined {
  return commands.findLast((command) => command.firstLine <= line) ?? commands[0];
}

/** The text with every body that is JSON laid out again. */
export function formatRequests(text: string): string {
  return parseRequests(text)
    .map(({ method, path, body }) => {
      try {
        return `${method} ${path}\n${body.trim() ? JSON.stringify(JSON.parse(body), null, 2) : ''}`.trim();
      } catch {
        return `${method} ${path}\n${body.trimEnd()}`;
      }
    })
    .join('\n\n');
}
