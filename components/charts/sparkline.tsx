function path(values: (number | null)[], min: number, max: number): string {
  const span = max - min || 1;
  let pen = 'M';
  return values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const point = `${pen}${((index / Math.max(1, values.length - 1)) * 100).toFixed(2)} ${(40 - ((value - min) / span) * 38).toFixed(2)}`;
      pen = 'L';
      return point;
    })
    .join('');
}

/** The course of a number, without axes: shape only. Thin grey is the period before. */
export function Sparkline({
  values,
  previous = [],
  area = true,
}: {
  values: (number | null)[];
  previous?: (number | null)[];
  area?: boolean;
}) {
  const all = [...values, ...previous].filter((value): value is number => value !== null);
  if (all.length < 2) return null;
  const min = Math.min(...all);
  const max = Math.max(...all);
  const line = path(values, min, max);
  return (
    <svg viewBox="0 0 100 42" preserveAspectRatio="none" aria-hidden="true">
      {area && line && !values.includes(null) && <path className="a" d={`${line}L100 42L0 42Z`} />}
      {previous.length > 1 && <path className="p" d={path(previous, min, max)} />}
      <path className="s" d={line} />
    </svg>
  );
}
