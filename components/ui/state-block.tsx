import type { ReactNode } from 'react';

/** What stands where data would be: why, and what to do next. */
export function StateBlock({
  icon,
  title,
  children,
  actions,
  error = false,
  small = false,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  error?: boolean;
  small?: boolean;
}) {
  return (
    <div className={`stateb${error ? ' err' : ''}${small ? ' small' : ''}`} role={error ? 'alert' : undefined}>
      <span className="ic">{icon}</span>
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
