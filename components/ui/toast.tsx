'use client';

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

type Show = (text: string, action?: Toast['action']) => void;

const ToastContext = createContext<Show>(() => undefined);

/** Says what cannot be seen otherwise, for ten seconds, with at most one way back. */
export const useToast = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((list) => list.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>(
    (text, action) => {
      const id = Date.now() + Math.random();
      setToasts((list) => [...list.slice(-2), { id, text, action }]);
      setTimeout(() => drop(id), 10_000);
    },
    [drop],
  );
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext.Provider value={value}>
      {children}
      <div className="toasts" aria-live="polite">
        {toasts.map(({ id, text, action }) => (
          <div key={id} className="toast">
            <span>{text}</span>
            {action && (
              <button
                type="button"
                onClick={() => {
                  action.run();
                  drop(id);
                }}
              >
                {action.label}
              </button>
            )}
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
