'use client';

import { Popover } from '@mantine/core';
import { IconPlus, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import type { DataView } from '@/features/data-views/schema';
import { useFields } from '@/features/data-views/use-fields';
import { firstIssue } from '@/lib/i18n/first-issue';
import { type Message, msg, t } from '@/lib/i18n/t';
import { nameFor } from '../controls/control-words';
import { type Control, controlSchema } from '../controls/schema';
import type { Section } from '../document/schema';
import { newPanelId } from '../edit-panels';
import type { DashboardEditor } from '../use-dashboard-editor';

const kinds: [Control['kind'], Message][] = [
  ['terms', msg('List of values')],
  ['range', msg('Range of numbers')],
  ['date', msg('Range of time')],
  ['text', msg('Words')],
];

const numeric = /^(long|integer|short|byte|double|float|half_float|scaled_float|unsigned_long)$/;
const fits: Record<Control['kind'], (field: { type: string; aggregatable: boolean }) => boolean> = {
  terms: ({ type, aggregatable }) => aggregatable && !['date', 'geo_point', 'geo_shape'].includes(type),
  range: ({ type }) => numeric.test(type),
  date: ({ type }) => type === 'date' || type === 'date_nanos',
  text: ({ type }) => ['keyword', 'text', 'wildcard', 'constant_keyword'].includes(type),
};

type Draft = Record<string, unknown> & { kind: Control['kind']; field: string; label: string; dataView: string };

interface FormProps {
  control?: Control;
  editor: DashboardEditor;
  dataViews: DataView[];
  section?: string;
  onClose: () => void;
}

function ControlForm({ control, editor, dataViews, section, onClose }: FormProps) {
  const { controls, sections } = editor.document;
  const [draft, setDraft] = useState<Draft>(
    control ?? { id: newPanelId(), kind: 'terms', name: '', label: '', dataView: dataViews[0]?.id ?? '', field: '', section },
  );
  const fields = useFields(draft.dataView).filter(fits[draft.kind]);
  const others = controls.filter(({ id }) => id !== draft.id);
  const parsed = controlSchema.safeParse({ ...draft, name: draft.name || nameFor(draft.field, others) });
  const taken = others.some(({ name }) => name === draft.name);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const chooseField = (field: string) => {
    const plain =
      field
        .replace(/\.keyword$/, '')
        .split('.')
        .at(-1)
        ?.replace(/_/g, ' ') ?? field;
    set({ field, ...(draft.label ? {} : { label: plain.charAt(0).toUpperCase() + plain.slice(1) }) });
  };
  const keep = (next: Control[]) => {
    editor.apply((now) => ({ ...now, controls: next }));
    onClose();
  };
  const at = controls.findIndex(({ id }) => id === draft.id);
  const move = (by: -1 | 1) => {
    const next = [...controls];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    keep(next);
  };
  return (
    <form
      className="choices"
      style={{ width: 300 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!parsed.success || taken) return;
        keep(at < 0 ? [...controls, parsed.data] : controls.map((other) => (other.id === parsed.data.id ? parsed.data : other)));
      }}
    >
      <label className="field">
        <span>{t('Kind')}</span>
        <select className="inp" value={draft.kind} onChange={(event) => set({ kind: event.target.value as Control['kind'], field: '' })}>
          {kinds.map(([kind, label]) => (
            <option key={kind} value={kind}>
              {t(label)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('Data view')}</span>
        <select className="inp" value={draft.dataView} onChange={(event) => set({ dataView: event.target.value, field: '' })}>
          {dataViews.map((view) => (
            <option key={view.id} value={view.id}>
              {view.title}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('Field')}</span>
        <select className="inp mono" value={draft.field} data-autofocus onChange={(event) => chooseField(event.target.value)}>
          <option value="">{t('Choose a field')}</option>
          {fields.map(({ path }) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('Label')}</span>
        <input className="inp" value={draft.label} maxLength={80} onChange={(event) => set({ label: event.target.value })} />
      </label>
      <label className="field">
        <span>{t('Name in titles, texts and links')}</span>
        <input
          className="inp mono"
          value={String(draft.name ?? '')}
          placeholder={draft.field ? t("{nameFor}, written '{{'{nameFor}'}}'", { nameFor: nameFor(draft.field, others) }) : ''}
          onChange={(event) => set({ name: event.target.value })}
        />
      </label>
      {sections.length > 0 && (
        <label className="field">
          <span>{t('Holds for')}</span>
          <select
            className="inp"
            value={String(draft.section ?? '')}
            onChange={(event) => set({ section: event.target.value || undefined })}
          >
            <option value="">{t('All panels')}</option>
            {sections.map(({ id, title }: Section) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {draft.kind === 'terms' && (
        <label className="row">
          <input type="checkbox" checked={draft.multiple !== false} onChange={(event) => set({ multiple: event.target.checked })} />{' '}
          {t('Several values at once')}
        </label>
      )}
      {taken && <p className="form-error">{t('Another control has this name.')}</p>}
      {!parsed.success && draft.field !== '' && <p className="form-error">{firstIssue(parsed.error)}</p>}
      <div className="row">
        <button type="submit" className="btn solid grow" disabled={!parsed.success || taken}>
          {at < 0 ? t('Add control') : t('Change')}
        </button>
        {at > 0 && (
          <button type="button" className="btn" onClick={() => move(-1)}>
            {t('Before')}
          </button>
        )}
        {at >= 0 && at < controls.length - 1 && (
          <button type="button" className="btn" onClick={() => move(1)}>
            {t('After')}
          </button>
        )}
        {at >= 0 && (
          <button type="button" className="btn danger" onClick={() => keep(others)}>
            {t('Remove')}
          </button>
        )}
      </div>
    </form>
  );
}

/** Adds a control, or changes the one that it is given. */
export function ControlEditor(props: Omit<FormProps, 'onClose'>) {
  const [open, setOpen] = useState(false);
  const { control } = props;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        {control ? (
          <button
            type="button"
            className="btn sm icon"
            aria-label={t('Change the control {label}', { label: control.label })}
            onClick={() => setOpen(!open)}
          >
            <IconSettings size={14} />
          </button>
        ) : (
          <button type="button" className="btn sm" onClick={() => setOpen(!open)}>
            <IconPlus size={14} /> {t('Control')}
          </button>
        )}
      </Popover.Target>
      <Popover.Dropdown>{open && <ControlForm {...props} onClose={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  );
}
