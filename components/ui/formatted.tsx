export interface FormattedValue {
  text: string;
  href?: string;
  tone?: 'good' | 'warn' | 'bad' | 'accent';
}

/** A value as its data view wants it: a link where it has one, coloured where a rule says so. */
export function Formatted({ value: { text, href, tone } }: { value: FormattedValue }) {
  const className = tone ? `tone ${tone}` : undefined;
  return href ? (
    <a href={href} className={className} title={text} {...(href.startsWith('/') ? {} : { target: '_blank', rel: 'noreferrer noopener' })}>
      {text}
    </a>
  ) : (
    <span className={className} title={text}>
      {text}
    </span>
  );
}
