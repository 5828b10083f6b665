import type { Feature, Geometry } from 'geojson';

/** A region that can be coloured: every code that documents may call it by, in capitals. */
export interface Region {
  codes: string[];
  name: string;
  shape: Feature<Geometry>;
}
