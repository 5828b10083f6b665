'use client';

export function Switch({
  checked,
  onChange,
  children,
  mark,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: React.ReactNode;
  mark?: React.ReactNode;
}) {
  return (
    <button type="button" role="switch" aria-checked={checked} className="switch" onClick={() => onChange(!checked)}>
      {mark}
      <span>{children}</span>
      <i />
    </button>
  );
}
