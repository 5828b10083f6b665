'use client';

import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import type { TagCloudConfig, TagCloudData } from './schema';

const [least, most] = [12, 26];

/** Words whose area follows their amount, in reading order: each can be read, reached and clicked. */
export function TagCloudView({ data, title, onFilter }: PanelViewProps<TagCloudConfig, TagCloudData>) {
  const top = Math.max(...data.tags.map(({ amount }) => amount), 1e-9);
  const say = (amount: number) => formatValue(amount, data.style.format as ValueFormat, { unit: data.style.unit });
  return (
    <ul className="tag-cloud" aria-label={title}>
      {data.tags.map(({ key, value, amount, before }) => {
        const share = Math.max(0, amount) / top;
        const change = signedChange(amount, before);
        const words = `${key}: ${say(amount)}${change ? `, ${t('{change} vs {against}', { change, against: data.against ?? '' })}` : ''}`;
        const style = { fontSize: Math.round(least + (most - least) * share), fontWeight: share > 0.4 ? 600 : 500 };
        return (
          <li key={key}>
            {onFilter && data.field ? (
              <button
                type="button"
                style={style}
                title={words}
                aria-label={words}
                onClick={() => onFilter(isFilter(data.field ?? '', value))}
              >
                {key}
              </button>
            ) : (
              <span style={style} title={words}>
                {key}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
