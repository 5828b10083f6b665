/** The mark: a bay window, seen from outside. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg className="logo-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M9 6.3v16a1 1 0 0 1-1.2 1l-4.5-1a1 1 0 0 1-.8-1V9.2a1.3 1.3 0 0 1 .7-1.1l4.4-2.6A.9.9 0 0 1 9 6.3Z" opacity=".6" />
      <path d="M23 6.3v16a1 1 0 0 0 1.2 1l4.5-1a1 1 0 0 0 .8-1V9.2a1.3 1.3 0 0 0-.7-1.1l-4.4-2.6a.9.9 0 0 0-1.4.8Z" opacity=".6" />
      <rect x="11" y="3" width="10" height="8" rx="1.4" />
      <rect x="11" y="13" width="10" height="10.5" rx="1.4" />
      <path d="M9.2 25.6h13.6a.7.7 0 0 1 .4 1.3l-6.3 3.4a2 2 0 0 1-1.8 0l-6.3-3.4a.7.7 0 0 1 .4-1.3Z" />
    </svg>
  );
}
