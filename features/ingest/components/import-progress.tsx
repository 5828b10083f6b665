/** How much of a file is through, `done` from 0 to 1; what is said beside the percentage goes in. */
export function ImportProgress({ name, done, children }: { name: string; done: number; children?: React.ReactNode }) {
  const percent = Math.round(done * 100);
  return (
    <div>
      <div className="progress" role="progressbar" aria-label={name} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="t3 num">
        {percent} %{children}
      </p>
    </div>
  );
}
