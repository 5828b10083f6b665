import type { SearchResponse } from '../../lib/elastic/wire-types';
import type { DiscoverHit } from './schema';

/** Documents of an answer, as Discover shows them. */
export const hitsOf = (answer: SearchResponse): DiscoverHit[] =>
  answer.hits.hits.map((hit) => ({ id: hit._id, index: hit._index, source: (hit._source ?? {}) as Record<string, unknown> }));
