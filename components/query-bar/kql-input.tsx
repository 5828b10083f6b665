'use client';

import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { parseKql } from '@/lib/query/kql/parse';
import { KqlSyntaxError } from '@/lib/query/kql/syntax-error';
import { t } from '../../lib/i18n/t';
import { FieldType } from '../ui/field-type';
import { type Suggestion, useSuggestions, type ValueContext } from './use-suggestions';

interface Props {
  value: string;
  onSubmit: (kql: string) => void;
  fields: { path: string; type: string }[];
  dataViewId: string | undefined;
  context: ValueContext;
  compact?: boolean;
}

function problemIn(text: string): KqlSyntaxError | undefined {
  try {
    parseKql(text);
    return undefined;
  } catch (error) {
    return error instanceof KqlSyntaxError ? error : undefined;
  }
}

function Problem({ text, error }: { text: string; error: KqlSyntaxError }) {
  return (
    <div className="pop wrong" role="alert" style={{ padding: '8px 12px' }}>
      <pre>
        {text.slice(Math.max(0, error.at - 30), error.at + 30)}
        {'\n'}
        <span className="mark">
          {' '.repeat(Math.min(30, error.at))}^ {error.message}
        </span>
      </pre>
    </div>
  );
}

/** A line of KQL: completes fields, operators and values; points at the character it cannot read. Enter searches. */
export function KqlInput({ value, onSubmit, fields, dataViewId, context, compact }: Props) {
  const [text, setText] = useState(value);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [submitted, setSubmitted] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  useEffect(() => setText(value), [value]);
  const suggestions = useSuggestions({ text, cursor, fields, dataViewId, context, enabled: open });
  const error = useMemo(() => (submitted === text ? problemIn(text) : undefined), [submitted, text]);

  const accept = (suggestion: Suggestion) => {
    const next = text.slice(0, suggestion.replace.start) + suggestion.insert + text.slice(suggestion.replace.end);
    const at = suggestion.replace.start + suggestion.insert.length;
    setText(next);
    setCursor(at);
    setChosen(-1);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
    });
  };
  const submit = (next = text) => {
    setSubmitted(next);
    setOpen(false);
    if (!problemIn(next)) onSubmit(next.trim());
  };
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setChosen((now) => Math.max(-1, Math.min(suggestions.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if ((event.key === 'Tab' || event.key === 'Enter') && open && chosen >= 0 && suggestions[chosen]) {
      event.preventDefault();
      accept(suggestions[chosen]);
    } else if (event.key === 'Enter') submit();
    else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <div className="kql">
      <div className={`box${error ? ' bad' : ''}`}>
        <IconSearch size={16} className="t3" />
        <input
          ref={input}
          value={text}
          role="combobox"
          aria-label={t('Search with KQL')}
          data-shortcut="search"
          aria-expanded={open && suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-invalid={Boolean(error)}
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          placeholder={compact ? t('Search fields and values') : t('Search, e.g. status >= 500 and not path: /health')}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setCursor(event.target.selectionStart ?? event.target.value.length);
            setOpen(true);
            setChosen(-1);
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onFocus={() => setOpen(true)}
          onBlur={() => setTimeout(() => setOpen(false), 150)}
          onKeyDown={keys}
        />
        {text !== '' && (
          <button
            type="button"
            aria-label={t('Clear the search')}
            onClick={() => {
              setText('');
              submit('');
            }}
          >
            <IconX size={14} />
          </button>
        )}
        <span className="chip">{t('KQL')}</span>
      </div>
      {open && suggestions.length > 0 && (
        <div className="pop menu">
          <div role="listbox" id={listId} aria-label={t('Suggestions')}>
            {suggestions.map((suggestion, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
              <div
                key={suggestion.insert}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === chosen}
                tabIndex={-1}
                className={`item mono${index === chosen ? ' on' : ''}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => accept(suggestion)}
              >
                {suggestion.type && <FieldType type={suggestion.type} />}
                <span className="ell">{suggestion.label}</span>
                <span className="hint">{suggestion.hint}</span>
              </div>
            ))}
          </div>
          <hr />
          <div className="t3" style={{ padding: '2px 10px', fontSize: 12 }}>
            <kbd>↑</kbd> <kbd>↓</kbd> {t('choose')}  <kbd>{t('Tab')}</kbd> {t('insert')}  <kbd>{t('Enter')}</kbd> {t('search')}
          </div>
        </div>
      )}
      {error && !(open && suggestions.length > 0) && <Problem text={text} error={error} />}
    </div>
  );
}
