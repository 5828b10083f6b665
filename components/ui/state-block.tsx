import type { ReactNode } from 'react';

/** What stands where data would be: why, and what to do next. */
export function StateBlock({
  icon,
  title,
  children,
  actions,
  error = false,
  small = false,
  level: Heading = 'h3',
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  error?: boolean;
  small?: boolean;
  /** The rank of its title: `h2` where it stands on a page itself. */
  level?: 'h2' | 'h3';
}) {
  return (
    <div className={`stateb${error ? ' err' : ''}${small ? ' small' : ''}`} role={error ? 'alert' : undefined}>
      <span className="ic">{icon}</span>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
