'use client';

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Message, msg, t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, Setting, Toggles } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { shapesProblem } from './atlas';
import { type Layer, layerSchema, layersOf, type MapConfig, mapSchema, mostShapeChars } from './schema';

const kindWords: [Layer['kind'], Message][] = [
  ['clusters', msg('Clusters')],
  ['points', msg('Points')],
  ['heat', msg('Heat')],
  ['tracks', msg('Ways')],
  ['choropleth', msg('Regions')],
];

type Fields = PanelEditorProps['fields'];

const fitting = (kind: Layer['kind'], fields: Fields) =>
  kind === 'choropleth'
    ? fields.find((field) => /country|iso|state/.test(field.path) && field.aggregatable)
    : fields.find((field) => field.type === 'geo_point');

function Regions({ layer, set }: { layer: Layer; set: (part: Partial<Layer>) => void }) {
  const [problem, setProblem] = useState<string>();
  const take = async (file: File) => {
    const shapes = await file.text();
    const wrong = shapes.length > mostShapeChars ? t('This file is too large: at most 400 kB of GeoJSON.') : shapesProblem(shapes);
    setProblem(wrong);
    if (!wrong) set({ shapes });
  };
  return (
    <>
      <Setting name={t('Regions')}>
        <select
          className="inp soft"
          aria-label={t('Regions')}
          value={layer.atlas}
          onChange={(event) => set({ atlas: event.target.value as Layer['atlas'] })}
        >
          <option value="countries">{t('Countries (ISO code)')}</option>
          <option value="us-states">{t('US states (letters or name)')}</option>
          <option value="own">{t('A GeoJSON of my own')}</option>
        </select>
      </Setting>
      {layer.atlas === 'own' && (
        <Setting name={t('GeoJSON')}>
          <input
            type="file"
            aria-label={t('GeoJSON file')}
            accept=".json,.geojson,application/geo+json"
            onChange={(event) => event.target.files?.[0] && void take(event.target.files[0])}
          />
          <input
            className="inp soft mono"
            style={{ flex: '0 0 120px' }}
            aria-label={t('Property with the code')}
            placeholder={t('property')}
            value={layer.property ?? ''}
            onChange={(event) => set({ property: event.target.value || undefined })}
          />
        </Setting>
      )}
      {problem && <p className="form-error">{problem}</p>}
    </>
  );
}

function LayerSettings({ layer, fields, set }: { layer: Layer; fields: Fields; set: (part: Partial<Layer>) => void }) {
  const measured = layer.kind === 'clusters' || layer.kind === 'heat' || layer.kind === 'choropleth';
  return (
    <>
      <Setting name={t('Shows')}>
        <select
          className="inp soft"
          aria-label={t('Layer shows')}
          value={layer.kind}
          onChange={(event) => {
            const kind = event.target.value as Layer['kind'];
            set({ kind, field: fitting(kind, fields)?.path ?? layer.field });
          }}
        >
          {kindWords.map(([kind, words]) => (
            <option key={kind} value={kind}>
              {t(words)}
            </option>
          ))}
        </select>
        <input
          className="inp soft"
          aria-label={t('Layer name')}
          placeholder={t('Name')}
          maxLength={60}
          value={layer.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Setting>
      {layer.kind === 'choropleth' && <Regions layer={layer} set={set} />}
      <Setting name={layer.kind === 'choropleth' ? t('Code') : t('Place')}>
        <FieldSelect
          name={t('Place')}
          value={layer.field}
          fields={fields}
          only={layer.kind === 'choropleth' ? 'terms' : 'points'}
          onChange={(field) => field && set({ field })}
        />
      </Setting>
      {layer.kind === 'tracks' && (
        <Setting name={t('Whose way')}>
          <FieldSelect
            name={t('Whose way')}
            value={layer.entity}
            fields={fields}
            none={t('One way')}
            onChange={(entity) => set({ entity })}
          />
        </Setting>
      )}
      {layer.kind === 'points' && (
        <>
          <Setting name={t('Label')}>
            <FieldSelect
              name={t('Label')}
              value={layer.labelField}
              fields={fields}
              only="any"
              none={t('None')}
              onChange={(labelField) => set({ labelField })}
            />
          </Setting>
          <Setting name={t('Size')}>
            <FieldSelect
              name={t('Size')}
              value={layer.sizeField}
              fields={fields}
              only="numbers"
              none={t('All the same')}
              onChange={(sizeField) => set({ sizeField })}
            />
          </Setting>
        </>
      )}
      {measured && <MeasureSetting measure={layer.measure} fields={fields} onChange={(measure) => set({ measure })} />}
      <Setting name={t('Only where')}>
        <input
          className="inp soft mono"
          aria-label={t('Layer only where (KQL)')}
          placeholder={t('KQL, of this layer alone')}
          value={layer.kql ?? ''}
          spellCheck={false}
          onChange={(event) => set({ kql: event.target.value || undefined })}
        />
      </Setting>
    </>
  );
}

export function MapEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = mapSchema.parse(stored);
  const layers = layersOf(config);
  const { source, slider } = config;
  const setLayers = (next: Layer[]) => onChange({ source, slider, layers: next } satisfies Pick<MapConfig, 'source' | 'slider' | 'layers'>);
  const move = (at: number, by: -1 | 1) => {
    const next = [...layers];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    setLayers(next);
  };
  const add = () => {
    const kind = fields.some(({ type }) => type === 'geo_point') ? 'heat' : 'choropleth';
    const id = `l${Date.now().toString(36)}`;
    setLayers([...layers, layerSchema.parse({ id, kind, field: fitting(kind, fields)?.path ?? '' })]);
  };
  return (
    <>
      <SourceSetting source={source} sql={false} onChange={(next) => onChange({ ...config, source: next })} />
      {layers.map((layer, at) => (
        <fieldset key={layer.id} className="map-layer">
          <legend className="row">
            <b className="grow">{t('Layer {at}', { at: at + 1 })}</b>
            <button
              type="button"
              className="btn sm icon"
              aria-label={t('Layer {at} down', { at: at + 1 })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <IconArrowDown size={14} />
            </button>
            <button
              type="button"
              className="btn sm icon"
              aria-label={t('Layer {at} up', { at: at + 1 })}
              disabled={at === layers.length - 1}
              onClick={() => move(at, 1)}
            >
              <IconArrowUp size={14} />
            </button>
            <button
              type="button"
              className="btn sm icon"
              aria-label={t('Remove layer {at}', { at: at + 1 })}
              disabled={layers.length === 1}
              onClick={() => setLayers(layers.filter((_, index) => index !== at))}
            >
              <IconX size={14} />
            </button>
          </legend>
          <LayerSettings
            layer={layer}
            fields={fields}
            set={(part) => setLayers(layers.map((other, index) => (index === at ? { ...other, ...part } : other)))}
          />
        </fieldset>
      ))}
      {layers.length < 8 && (
        <button type="button" className="btn sm line" onClick={add}>
          <IconPlus size={14} /> {t('Layer')}
        </button>
      )}
      <Toggles options={[{ label: t('Time slider'), on: slider, change: (on) => onChange({ source, layers, slider: on }) }]} />
    </>
  );
}
