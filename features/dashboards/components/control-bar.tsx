'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { t } from '../../../lib/i18n/t';
import type { ControlProps } from '../controls/control-props';
import { controlWords } from '../controls/control-words';
import type { Control, ControlValue } from '../controls/schema';

/** Words are taken when the typing rests. */
function TextControl({ control, state }: ControlProps) {
  const value = state.controlValues[control.id];
  const saved = typeof value === 'string' ? value : '';
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const { setControl } = state;
  useEffect(() => {
    if (text.trim() === saved) return;
    const timer = setTimeout(() => setControl(control.id, text.trim() || undefined), 600);
    return () => clearTimeout(timer);
  }, [text, saved, control.id, setControl]);
  return (
    <label className="control-text">
      <span>{control.label}</span>
      <input className="inp soft" value={text} placeholder={t('contains …')} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}

/** What is chosen from comes with the first control that is opened. */
const choices: Record<Exclude<Control['kind'], 'text'>, ComponentType<ControlProps & { onClose: () => void }>> = {
  terms: lazy(() => import('./control-choices').then((module) => ({ default: module.TermsChoice }))),
  range: lazy(() => import('./control-choices').then((module) => ({ default: module.RangeChoice }))),
  date: lazy(() => import('./control-choices').then((module) => ({ default: module.DateChoice }))),
};

function ChoiceControl(props: ControlProps) {
  const { control, state } = props;
  const [open, setOpen] = useState(false);
  const value: ControlValue | undefined = state.controlValues[control.id];
  const words = controlWords(value);
  const Choice = choices[control.kind as Exclude<Control['kind'], 'text'>];
  return (
    <span className={`control${value === undefined ? '' : ' set'}`}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
        <Popover.Target>
          <button type="button" aria-label={`${control.label}: ${words || t('all')}`} aria-expanded={open} onClick={() => setOpen(!open)}>
            <span>{control.label}</span> <b className="ell">{words || t('all')}</b> <IconChevronDown size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={null}>{open && <Choice {...props} onClose={() => setOpen(false)} />}</Suspense>
        </Popover.Dropdown>
      </Popover>
      {value !== undefined && (
        <button
          type="button"
          aria-label={t('Clear {label}', { label: control.label })}
          onClick={() => state.setControl(control.id, undefined)}
        >
          <IconX size={14} />
        </button>
      )}
    </span>
  );
}

export const ControlField = (props: ControlProps) =>
  props.control.kind === 'text' ? <TextControl {...props} /> : <ChoiceControl {...props} />;

/** The controls that hold for all panels, or for those of one section. */
export function ControlBar({
  controls,
  section,
  origin,
  state,
  draft,
  editorOf,
  children,
}: Omit<ControlProps, 'control'> & {
  controls: Control[];
  section?: string;
  /** What stands beside a control while the dashboard is edited. */
  editorOf?: (control: Control) => ReactNode;
  children?: ReactNode;
}) {
  const own = controls.filter((control) => control.section === section);
  if (own.length === 0 && !children) return null;
  return (
    <search className="control-bar no-print">
      {own.map((control) => (
        <span key={control.id} className="row" style={{ gap: 2 }}>
          <ControlField control={control} origin={origin} state={state} draft={draft} />
          {editorOf?.(control)}
        </span>
      ))}
      {children}
    </search>
  );
}
