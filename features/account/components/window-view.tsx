function ridge(seed: number, base: number, swing: number): string {
  const points = Array.from({ length: 96 }, (_, index) => {
    const x = index * 8;
    const y =
      base +
      Math.sin(x / (90 + seed * 17) + seed * 2.1) * swing +
      Math.sin(x / (31 + seed * 5) + seed) * swing * 0.28 +
      Math.sin(x / 9 + seed * 3) * 3;
    return `L${x},${y.toFixed(1)}`;
  });
  return `M0,900${points.join('')}L760,900Z`;
}

const ridges = [1, 2, 3, 4, 5].map((seed) => ({
  seed,
  d: ridge(seed, 300 + seed * 78, 52 - seed * 4),
  color: `var(--or-petrol-${Math.min(8, seed + 1)})`,
}));

/** What one sees from the bay: hills in the distance, layer behind layer, like a stack of series. */
export function WindowView() {
  return (
    <div className="view" aria-hidden="true">
      <svg viewBox="0 0 760 900" preserveAspectRatio="xMidYMid slice">
        <defs>
          <linearGradient id="sky" x1="0" x2="0" y1="0" y2="1">
            <stop offset="0" style={{ stopColor: 'var(--sky-a)' }} />
            <stop offset=".6" style={{ stopColor: 'var(--sky-b)' }} />
          </linearGradient>
          <clipPath id="panes">
            <path d="M84 196 L204 148 Q212 145 212 154 V330 L76 344 V208 Q76 199 84 196Z" />
            <path d="M76 358 L212 346 V686 Q212 695 203 693 L84 668 Q76 666 76 658Z" />
            <rect x="228" y="132" width="146" height="196" rx="6" />
            <rect x="386" y="132" width="146" height="196" rx="6" />
            <rect x="228" y="342" width="146" height="356" rx="6" />
            <rect x="386" y="342" width="146" height="356" rx="6" />
            <path d="M676 196 L556 148 Q548 145 548 154 V330 L684 344 V208 Q684 199 676 196Z" />
            <path d="M684 358 L548 346 V686 Q548 695 557 693 L676 668 Q684 666 684 658Z" />
          </clipPath>
        </defs>
        <g clipPath="url(#panes)">
          <rect width="760" height="900" fill="url(#sky)" />
          <circle cx="462" cy="262" r="34" fill="var(--sun)" />
          {ridges.map(({ seed, d, color }) => (
            <path key={seed} d={d} fill={color} />
          ))}
        </g>
        <path d="M140 732 H620 Q634 732 623 741 L424 838 Q380 856 336 838 L137 741 Q126 732 140 732Z" fill="var(--or-n6)" />
        <rect x="96" y="706" width="568" height="10" rx="5" fill="var(--or-n7)" />
      </svg>
    </div>
  );
}
