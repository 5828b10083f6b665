import { t } from '@/lib/i18n/t';

/** What the data is called; `called` says which names follow from it, undefined while there is none. */
export function TitleField({
  title,
  called,
  placeholder,
  disabled,
  onChange,
}: {
  title: string;
  called: string | undefined;
  placeholder: string;
  disabled: boolean;
  onChange: (title: string) => void;
}) {
  return (
    <label className="field">
      <span>{t('Title')}</span>
      <input
        className="inp"
        value={title}
        onChange={(event) => onChange(event.target.value)}
        placeholder={placeholder}
        disabled={disabled}
      />
      <small>{called ?? t('Two letters or digits at least, please.')}</small>
    </label>
  );
}
