'use client';

import { createContext } from 'react';

/** Words by name, for `{{name}}` in what a panel says. */
export const VariablesContext = createContext<Record<string, string>>({});
