/** What spreadsheets would run as a formula is kept as text by a quote before it (OWASP, "CSV Injection"); a name such as `@timestamp` calls nothing. */
const harmless = (text: string) => (/^[=+\t\r]|^@(?![\w.]+$)|^-(?![\d.])/.test(text) ? `'${text}` : text);

/** One field of RFC 4180. */
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A line of RFC 4180: texts made harmless and quoted where they must be, nothing for what is missing. */
export const csvLine = (cells: (string | number | boolean | null | undefined)[]): string =>
  `${cells.map((cell) => (cell === null || cell === undefined ? '' : quoted(typeof cell === 'string' ? harmless(cell) : String(cell)))).join(',')}\r\n`;
