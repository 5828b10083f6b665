'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { type Message, msg, t } from '../../lib/i18n/t';
import { isFilter, type PanelActions } from '../view-props';
import type { XyData, XySeries } from './schema';

interface Statistic {
  name: Message;
  of: (values: number[]) => number;
}

const statistics: Statistic[] = [
  { name: msg('Last'), of: (values) => values.at(-1) as number },
  { name: msg('Least'), of: (values) => Math.min(...values) },
  { name: msg('Mean'), of: (values) => values.reduce((sum, value) => sum + value, 0) / values.length },
  { name: msg('Most'), of: (values) => Math.max(...values) },
  { name: msg('Sum'), of: (values) => values.reduce((sum, value) => sum + value, 0) },
];

const valuesOf = ({ values }: XySeries) => values.filter((value): value is number => value !== null);

/** The legend as a table: what each series was last, at least, in the mean, at most; sorted by a click. */
export function SeriesStatistics({ data, colors, onFilter }: { data: XyData; colors: string[] } & Pick<PanelActions, 'onFilter'>) {
  const [sort, setSort] = useState({ at: 0, down: true });
  const rows = data.series.map((series, index) => {
    const values = valuesOf(series);
    return { series, color: colors[index], cells: statistics.map(({ of }) => (values.length > 0 ? of(values) : null)) };
  });
  const sign = sort.down ? -1 : 1;
  rows.sort((a, b) => sign * ((a.cells[sort.at] ?? Number.NEGATIVE_INFINITY) - (b.cells[sort.at] ?? Number.NEGATIVE_INFINITY)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="series-statistics" tabIndex={0} role="region" aria-label={t('Series')}>
      <table className="grid-table">
        <thead>
          <tr>
            <th>{t('Series')}</th>
            {statistics.map(({ name }, at) => (
              <th key={t(name)} className="r" aria-sort={sort.at === at ? (sort.down ? 'descending' : 'ascending') : undefined}>
                <button type="button" onClick={() => setSort({ at, down: sort.at === at ? !sort.down : true })}>
                  {t(name)}
                  {sort.at === at && (sort.down ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ series, color, cells }) => {
            const { format, unit } = series.style ?? data.style;
            return (
              <tr key={series.key}>
                <td>
                  <i className="swatch" style={{ background: color }} />{' '}
                  {onFilter && data.splitField && series.value !== undefined ? (
                    <button type="button" onClick={() => onFilter(isFilter(data.splitField ?? '', series.value as string))}>
                      {series.name}
                    </button>
                  ) : (
                    series.name
                  )}
                </td>
                {cells.map((cell, at) => (
                  <td key={at} className="r">
                    {formatValue(cell, format as ValueFormat, { unit })}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
