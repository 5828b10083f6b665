'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { fetchJson } from '@/lib/http/fetch-json';

interface Offer {
  id: string;
  title: string;
  summary: string;
  loaded: boolean;
}

/** Sample sets that are not loaded yet, each one click away. */
export function SampleOffer() {
  const router = useRouter();
  const queries = useQueryClient();
  const { data = [] } = useQuery({ queryKey: ['samples'], queryFn: ({ signal }) => fetchJson<Offer[]>('/api/samples', { signal }) });
  const load = useMutation({
    mutationFn: (id: string) => fetchJson<{ dashboard: string }>('/api/samples', { body: { id } }),
    onSuccess: ({ dashboard }) => {
      void queries.invalidateQueries({ queryKey: ['samples'] });
      router.push(`/dashboards/${dashboard}`);
    },
  });
  const missing = data.filter((offer) => !offer.loaded);
  if (missing.length === 0) return null;
  return (
    <section aria-label="Sample data" style={{ marginTop: 28 }}>
      <h2 style={{ fontSize: 13, fontWeight: 600, marginBottom: 8 }}>Sample data</h2>
      <div className="cards">
        {missing.map((offer) => (
          <div key={offer.id} className="card">
            <h3 style={{ fontSize: 14, fontWeight: 600 }}>{offer.title}</h3>
            <p>{offer.summary}</p>
            <div className="foot">
              <button type="button" className="btn line sm" disabled={load.isPending} onClick={() => load.mutate(offer.id)}>
                {load.isPending && load.variables === offer.id ? 'Loading …' : `Load ${offer.title}`}
              </button>
            </div>
          </div>
        ))}
      </div>
      {load.error && <p className="form-error">{load.error.message}</p>}
    </section>
  );
}
