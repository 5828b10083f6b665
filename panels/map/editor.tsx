'use client';

import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type MapConfig, mapSchema } from './schema';

export function MapEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = mapSchema.parse(stored);
  const set = (part: Partial<MapConfig>) => onChange({ ...config, ...part });
  const change = (layer: MapConfig['layer']) => {
    const fits =
      layer === 'choropleth'
        ? fields.find((field) => /country|iso/.test(field.path) && field.aggregatable)
        : fields.find((field) => field.type === 'geo_point');
    set({ layer, field: fits?.path ?? config.field });
  };
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name="Layer">
        <Choice
          name="Layer"
          value={config.layer}
          options={[
            ['clusters', 'Clusters'],
            ['points', 'Points'],
            ['choropleth', 'Countries'],
          ]}
          onChange={change}
        />
      </Setting>
      <Setting name={config.layer === 'choropleth' ? 'ISO code' : 'Place'}>
        <FieldSelect
          name="Place"
          value={config.field}
          fields={fields}
          only={config.layer === 'choropleth' ? 'terms' : 'points'}
          onChange={(field) => field && set({ field })}
        />
      </Setting>
      {config.layer === 'points' ? (
        <>
          <Setting name="Label">
            <FieldSelect
              name="Label"
              value={config.labelField}
              fields={fields}
              only="any"
              none="None"
              onChange={(labelField) => set({ labelField })}
            />
          </Setting>
          <Setting name="Size">
            <FieldSelect
              name="Size"
              value={config.sizeField}
              fields={fields}
              only="numbers"
              none="All the same"
              onChange={(sizeField) => set({ sizeField })}
            />
          </Setting>
        </>
      ) : (
        <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      )}
    </>
  );
}
