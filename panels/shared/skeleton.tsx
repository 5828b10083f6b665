const heights = [44, 58, 66, 82, 28, 76, 60, 64, 36, 60, 70, 66, 78];

/** The shape of what comes, so that nothing jumps. */
export function PanelSkeleton({ kind }: { kind: string }) {
  if (kind === 'metric') {
    return (
      <div style={{ display: 'grid', gap: 8, paddingTop: 4 }} aria-hidden="true">
        <div className="sk" style={{ width: '42%', height: 26 }} />
        <div className="sk" style={{ width: '52%', height: 10 }} />
      </div>
    );
  }
  if (kind === 'table' || kind === 'bullet' || kind === 'log-stream' || kind === 'markdown' || kind === 'links' || kind === 'tag-cloud') {
    return (
      <div style={{ display: 'grid', gap: 12, padding: '4px 14px' }} aria-hidden="true">
        {[82, 94, 56, 78, 66, 88, 44].map((width) => (
          <div key={width} className="sk" style={{ width: `${width}%`, height: 10 }} />
        ))}
      </div>
    );
  }
  if (kind === 'pie')
    return <div className="sk" style={{ width: 150, height: 150, borderRadius: '50%', margin: '24px auto' }} aria-hidden="true" />;
  if (
    kind === 'map' ||
    kind === 'heatmap' ||
    kind === 'treemap' ||
    kind === 'calendar' ||
    kind === 'state-timeline' ||
    kind === 'sankey' ||
    kind === 'image'
  )
    return <div className="sk" style={{ height: '100%', minHeight: 60 }} aria-hidden="true" />;
  return (
    <div style={{ display: 'flex', alignItems: 'flex-end', gap: '3%', height: '88%' }} aria-hidden="true">
      {heights.map((height, index) => (
        <div key={index} className="sk" style={{ flex: 1, height: `${height}%`, borderRadius: '4px 4px 0 0' }} />
      ))}
    </div>
  );
}
